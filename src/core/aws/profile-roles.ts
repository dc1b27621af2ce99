/** @file The roles of a profile and what goes with them, checked together. */
import type { AssumeMode, Federation, RoleOptions } from "../vault/role-options.ts"
import type { AwsKey, AwsProfile } from "../vault/schema.ts"
import { checkPartitions, partitionOf, partitionOfKey } from "./partitions.ts"
import { checkChainOptions, checkFederation, NO_ROLE_OPTIONS } from "./role-values.ts"
import type { NewProfile } from "./service.ts"
import { checkRoleArn } from "./values.ts"

interface ProfileRoles {
  readonly roleArns: string[]
  readonly roleOptions: RoleOptions[]
  readonly assume: AssumeMode
  readonly federation: Federation | null
}

type Wanted = Pick<NewProfile, "roleArns" | "roleOptions" | "assume" | "federation">

/** What can be said without knowing the key. @throws AppError `aws-value`, `aws-partition` */
export function checkRolesAlone(wanted: Wanted, partition: string | null = null): ProfileRoles {
  const roleArns = (wanted.roleArns ?? []).map(checkRoleArn)
  const partitions = roleArns.map((arn) => partitionOf(arn).id)
  return {
    roleArns,
    roleOptions: checkChainOptions(wanted.roleOptions ?? [], partitions),
    assume: wanted.assume ?? "auto",
    federation: checkFederation(wanted.federation ?? {}, partition),
  }
}

/**
 * All of it in the partition of the key, before AWS is asked.
 * @param key null: a role of Identity Center is in its place
 * @throws AppError `aws-value`, `aws-partition`
 */
export function checkRoles(key: AwsKey | null, wanted: Wanted): ProfileRoles {
  if (key === null) return checkRolesAlone(wanted)
  const roles = checkRolesAlone(wanted, partitionOfKey(key)?.id ?? null)
  checkPartitions(key, roles.roleArns)
  return roles
}

/** The options of roles that stay, by ARN, in the order of the new list; those of a profile whose list stays. */
export function keptOptions(profile: AwsProfile, roleArns: readonly string[] | undefined): RoleOptions[] {
  if (roleArns === undefined || profile.roleOptions.length === 0) return profile.roleOptions
  const left = profile.roleArns.map((arn, index) => ({ arn, options: profile.roleOptions[index] }))
  const kept = roleArns.map((arn) => {
    const index = left.findIndex((candidate) => candidate.arn === arn)
    return index < 0 ? undefined : left.splice(index, 1)[0]?.options
  })
  return kept.map((options) => options ?? NO_ROLE_OPTIONS)
}
