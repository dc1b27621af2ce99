/** @file From what a test writes down to a whole account: whatever is left out is made up at random. */
import type { Account, IamAction, KeyStatus, Role, User } from "./model.ts"
import { newIdentifier, newSecret, newSeedBase32 } from "./random.ts"

export interface UserOptions {
  readonly name: string
  /** One random active key where left out. */
  readonly accessKeys?: readonly {
    readonly id?: string
    readonly secret?: string
    readonly status?: KeyStatus
    readonly createdMs?: number
    readonly lastUsedMs?: number
  }[]
  /** One virtual device named after the user where left out; `[]` for a user without MFA. */
  readonly mfaDevices?: readonly { readonly serial?: string; readonly seedBase32?: string }[]
  /** All of the three where left out. */
  readonly allow?: readonly IamAction[]
  readonly denyWithoutMfa?: boolean
  readonly passwordUsedMs?: number
}

export interface RoleOptions {
  readonly name: string
  /** 3,600 where left out. */
  readonly maxSessionDurationSeconds?: number
  readonly requiresMfa?: boolean
  /** ARNs; every user of the account where left out. */
  readonly trusts?: readonly string[]
  readonly externalId?: string
  /** Session tags and a source identity; no role takes them where left out. */
  readonly takesTags?: boolean
  readonly takesSourceIdentity?: boolean
}

export interface AccountOptions {
  /** 12 digits; 123456789012 where left out. */
  readonly accountId?: string
  /** `aws` where left out. */
  readonly partition?: string
  readonly users: readonly UserOptions[]
  readonly roles?: readonly RoleOptions[]
  readonly alias?: string
  /** 0 where left out. */
  readonly newKeyUnknownFor?: number
  /** With MFA and without keys where left out. */
  readonly root?: { readonly mfa: boolean; readonly accessKeys: number }
}

type Place = Pick<Account, "id" | "partition">

function newUser({ id, partition }: Place, options: UserOptions, nowMs: number): User {
  const { name } = options
  return {
    name,
    arn: `arn:${partition}:iam::${id}:user/${name}`,
    userId: newIdentifier("AIDA"),
    createdMs: nowMs,
    accessKeys: (options.accessKeys ?? [{}]).map((key) => ({
      id: key.id ?? newIdentifier("AKIA"),
      secret: key.secret ?? newSecret(),
      status: key.status ?? "Active",
      createdMs: key.createdMs ?? nowMs,
      lastUsedMs: key.lastUsedMs,
    })),
    mfaDevices: (options.mfaDevices ?? [{}]).map((device) => ({
      serial: device.serial ?? `arn:${partition}:iam::${id}:mfa/${name}`,
      seedBase32: device.seedBase32 ?? newSeedBase32(),
      enabledMs: nowMs,
      spentSteps: new Set(),
    })),
    allow: [...(options.allow ?? (["iam:GetUser", "iam:ListAccessKeys", "iam:ListMFADevices"] as const))],
    passwordUsedMs: options.passwordUsedMs,
    denyWithoutMfa: options.denyWithoutMfa ?? false,
  }
}

function newRole({ id, partition }: Place, options: RoleOptions, users: readonly User[]): Role {
  return {
    name: options.name,
    arn: `arn:${partition}:iam::${id}:role/${options.name}`,
    roleId: newIdentifier("AROA"),
    maxSessionDurationSeconds: options.maxSessionDurationSeconds ?? 3600,
    requiresMfa: options.requiresMfa ?? false,
    trusts: [...(options.trusts ?? users.map((user) => user.arn))],
    externalId: options.externalId,
    takesTags: options.takesTags ?? false,
    takesSourceIdentity: options.takesSourceIdentity ?? false,
  }
}

/** An account in its first minute: users, keys, devices and roles, no sessions. */
export function newAccount(options: AccountOptions, nowMs: number): Account {
  const place = { id: options.accountId ?? "123456789012", partition: options.partition ?? "aws" }
  const users = options.users.map((user) => newUser(place, user, nowMs))
  const roles = (options.roles ?? []).map((role) => newRole(place, role, users))
  return {
    ...place,
    users,
    roles,
    sessions: [],
    root: options.root ?? { mfa: true, accessKeys: 0 },
    unassignedDevices: [],
    alias: options.alias,
    newKeyUnknownFor: options.newKeyUnknownFor ?? 0,
  }
}
