import { dirname, resolve } from "node:path"
import type { PrivatePlace } from "../../core/checkup/look-at-machine.ts"
import type { KeycardPaths } from "./paths.ts"

/** The files and folders of AWS's tools and of Keycard that are nobody else's business. */
export function privatePlaces(
  paths: KeycardPaths,
  credentialsPath: string,
  configPath: string,
  env: Readonly<Record<string, string | undefined>>,
): PrivatePlace[] {
  const secret = [credentialsPath, `${credentialsPath}.bak`, paths.keychain, `${paths.keychain}.bak`]
  // Who reads it opens the keychain.
  const passphrase = env.KEYCARD_PASSPHRASE_FILE ?? ""
  if (passphrase !== "") secret.push(resolve(passphrase))
  const plain = [configPath, `${configPath}.bak`, paths.vault, `${paths.vault}.bak`, paths.audit]
  const folders = new Set([dirname(credentialsPath), dirname(configPath), paths.folder])
  return [
    ...secret.map((path) => ({ path, secrets: true })),
    ...[...plain, ...folders].map((path) => ({ path, secrets: false })),
  ]
}
