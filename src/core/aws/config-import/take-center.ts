/** @file Profiles of IAM Identity Center on their way into Keycard: the one place that knows how they are taken over. */
import { AppError } from "../../errors.ts"
import type { AwsProfile } from "../../vault/schema.ts"
import type { CenterSource } from "./types.ts"

/** Whether {@link takeCenter} can do more than refuse. */
export const takesCenter = false as boolean

/** @throws AppError `config-import` `center`: such a profile is added by signing in. */
export function takeCenter(profile: string, _source: CenterSource): Promise<AwsProfile> {
  return Promise.reject(new AppError({ kind: "config-import", problem: "center", profile }))
}
