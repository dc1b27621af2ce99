import { splitLabel } from "../otp/names.ts"

/** Issuer and account of a program's only name; one that is too long is left for the row's own check to refuse. */
export function labelNames(label: string, issuer = ""): { issuer: string; account: string } {
  try {
    return splitLabel(label, issuer)
  } catch {
    return { issuer, account: label }
  }
}
