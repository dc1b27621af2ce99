import { createIamApi } from "../adapters/aws/iam-api.ts"
import { createMachine } from "../adapters/system/machine.ts"
import type { KeycardPaths } from "../adapters/system/paths.ts"
import { privatePlaces } from "../adapters/system/private-places.ts"
import type { Finding } from "../core/checkup/finding.ts"
import { type CheckupDeps, type CheckupOptions, runCheckup } from "../core/checkup/run-checkup.ts"

export interface CheckupParts extends Omit<CheckupDeps, "machine" | "iam" | "places"> {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly paths: KeycardPaths
}

/** The check-up of this machine. */
export function checkup({ env, paths, ...deps }: CheckupParts, options: CheckupOptions): Promise<Finding[]> {
  const { credentialsFile, configFile } = deps
  const places = privatePlaces(paths, credentialsFile.path, configFile.path, env)
  return runCheckup({ ...deps, machine: createMachine(env), iam: createIamApi(), places }, options)
}
