/** @file AWS identifiers as a person reads them. Pure. */

/** 1234-5678-9012, as AWS's console writes it. */
export function accountWords(accountId: string): string {
  return /^\d{12}$/.test(accountId) ? accountId.replace(/(\d{4})(\d{4})(\d{4})/, "$1-$2-$3") : accountId
}

/** Who an ARN names: "user mona", "role Admin". IAM identifiers: arn:partition:service::account:kind/path/name. */
export function identityWords(arn: string): string {
  const resource = arn.split(":").slice(5).join(":")
  const parts = resource.split("/")
  const kind = parts[0]
  if (kind === "assumed-role") return `role ${parts[1] ?? ""}`.trim()
  if (kind === "user" || kind === "role") return `${kind} ${parts.at(-1) ?? ""}`.trim()
  return kind === "root" ? "root user" : resource || arn
}

/** The name of an MFA device in its serial; a hardware device has only a serial. */
export function deviceWords(serial: string): string {
  return serial.startsWith("arn:") ? (serial.split("/").at(-1) ?? serial) : serial
}
