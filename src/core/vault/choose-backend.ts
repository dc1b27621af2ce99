import { AppError } from "../errors.ts"
import type { Vault } from "./schema.ts"

export type Backend = "os" | "file"

/**
 * Which keychain to open: where the secrets are, else what was asked for, else the operating system's.
 *
 * @param asked `KEYCARD_KEYCHAIN`, or what the person chose; absent or empty: nothing in particular.
 * @throws AppError `usage` when the word is unknown, or when secrets are kept in the other one: opening that one
 * would show an empty vault and let secrets be kept in two places.
 */
export function chooseBackend(vault: Vault, asked: string | undefined): Backend {
  if (asked !== undefined && asked !== "" && asked !== "os" && asked !== "file") {
    throw new AppError({ kind: "usage", message: "KEYCARD_KEYCHAIN must be os or file." })
  }
  const wanted = asked === "os" || asked === "file" ? asked : null
  if (vault.backend !== null && wanted !== null && wanted !== vault.backend && holdsSecrets(vault)) {
    const kept = vault.backend === "os" ? "the system's keychain" : "the encrypted file"
    throw new AppError({
      kind: "usage",
      message: `Your secrets are kept in ${kept}. Start without KEYCARD_KEYCHAIN=${wanted}.`,
    })
  }
  return (holdsSecrets(vault) ? vault.backend : null) ?? wanted ?? vault.backend ?? "os"
}

/** Whether any secret is kept that another keychain would not hold. */
export function holdsSecrets(vault: Vault): boolean {
  return vault.accounts.length > 0 || vault.kept.length > 0 || vault.awsKeys.length > 0
}
