/** @file From the roles of a command line to what a profile is made or changed with. */
import type { RoleOptionsInput } from "../../core/aws/role-values.ts"
import { AppError } from "../../core/errors.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import type { RoleDraft } from "../role-flags.ts"
import { readPolicy } from "./read-policy.ts"

export interface Roles {
  readonly roleArns: readonly string[]
  readonly roleOptions: readonly RoleOptionsInput[]
}

async function optionsOf(
  context: Context,
  { policy, arn: _arn, ...said }: RoleDraft,
  before: RoleOptionsInput = {},
): Promise<RoleOptionsInput> {
  const read = policy === undefined ? {} : { policy: await readPolicy(context, policy) }
  return { ...before, ...said, ...read }
}

/** @throws AppError `usage` where an option has no role */
export async function newRoles(context: Context, drafts: readonly RoleDraft[]): Promise<Roles> {
  if (drafts[0]?.arn === null)
    throw new AppError({ kind: "usage", message: "Name a role with --role-arn before what goes with it." })
  return {
    roleArns: drafts.map(({ arn }) => arn ?? ""),
    roleOptions: await Promise.all(drafts.map((draft) => optionsOf(context, draft))),
  }
}

/**
 * Roles named anew take the place of the old ones, and those that stay keep what goes with them. Without a role named,
 * what is said changes the last role of the profile.
 * @returns null: nothing was said of any
 * @throws AppError `usage`
 */
export async function changedRoles(
  context: Context,
  drafts: readonly RoleDraft[],
  { roleArns, roleOptions }: AwsProfile,
): Promise<Roles | null> {
  const [first, ...others] = drafts
  if (first === undefined) return null
  if (first.arn !== null) {
    const before = ({ arn }: RoleDraft) => roleOptions[roleArns.indexOf(arn ?? "")]
    return {
      roleArns: drafts.map(({ arn }) => arn ?? ""),
      roleOptions: await Promise.all(drafts.map((draft) => optionsOf(context, draft, before(draft)))),
    }
  }
  const last = roleArns.length - 1
  if (last < 0 || others.length > 0)
    throw new AppError({ kind: "usage", message: "Name a role with --role-arn before what goes with it." })
  const changed = await optionsOf(context, first, roleOptions[last])
  return {
    roleArns,
    roleOptions: roleArns.map((_, index) => (index === last ? changed : (roleOptions[index] ?? {}))),
  }
}
