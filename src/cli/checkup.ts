import { dirname } from "node:path"
import { createIamApi } from "../adapters/aws/iam-api.ts"
import { createMachine } from "../adapters/system/machine.ts"
import type { KeycardPaths } from "../adapters/system/paths.ts"
import type { Finding } from "../core/checkup/finding.ts"
import { type CheckupDeps, type CheckupOptions, runCheckup } from "../core/checkup/run-checkup.ts"

export interface CheckupParts extends Omit<CheckupDeps, "machine" | "iam" | "places"> {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly paths: KeycardPaths
}

/** The check-up of this machine. */
export function checkup({ env, paths, ...deps }: CheckupParts, options: CheckupOptions): Promise<Finding[]> {
  const { credentialsFile, configFile } = deps
  const secret = [
    credentialsFile.path,
    `${credentialsFile.path}.bak`,
    paths.keychain,
    `${paths.keychain}.bak`,
  ]
  const plain = [configFile.path, `${configFile.path}.bak`, paths.vault, `${paths.vault}.bak`, paths.audit]
  const folders = new Set([dirname(credentialsFile.path), dirname(configFile.path), paths.folder])
  const places = [
    ...secret.map((path) => ({ path, secrets: true })),
    ...[...plain, ...folders].map((path) => ({ path, secrets: false })),
  ]
  return runCheckup({ ...deps, machine: createMachine(env), iam: createIamApi(), places }, options)
}
