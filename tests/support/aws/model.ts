/** @file What the stand-in remembers: one AWS account, in memory, open to the tests that drive it. Times are
 *  milliseconds since 1970 by the stand-in's own clock. */

export type KeyStatus = "Active" | "Inactive"

/** IAM actions that can be allowed or not; everything of STS needs no permission, as at AWS. */
export type IamAction =
  | "iam:GetUser"
  | "iam:ListAccessKeys"
  | "iam:ListMFADevices"
  | "iam:GetAccountSummary"
  | "iam:ListUsers"
  | "iam:GetAccessKeyLastUsed"
  | "iam:CreateAccessKey"
  | "iam:UpdateAccessKey"
  | "iam:DeleteAccessKey"
  | "iam:CreateVirtualMFADevice"
  | "iam:EnableMFADevice"
  | "iam:ResyncMFADevice"
  | "iam:DeactivateMFADevice"
  | "iam:DeleteVirtualMFADevice"
  | "iam:ListVirtualMFADevices"
  | "iam:ListAccountAliases"

export interface AccessKey {
  /** `AKIA` and 16 more. */
  readonly id: string
  readonly secret: string
  status: KeyStatus
  readonly createdMs: number
  /** Absent: never used. Requests to the stand-in do not count. */
  lastUsedMs?: number | undefined
  /** So often more it is refused as unknown, as a key that was just made or changed is by parts of AWS. */
  unknownFor?: number
}

export interface MfaDevice {
  /** The ARN of a virtual device, or the plain serial of a hardware one. */
  readonly serial: string
  /** The shared secret, base32 (RFC 4648 section 6), as AWS shows it when a device is made. */
  readonly seedBase32: string
  readonly enabledMs: number
  /** Time steps whose code was accepted; each is good once. */
  readonly spentSteps: Set<number>
}

export interface User {
  readonly name: string
  readonly arn: string
  /** `AIDA` and 17 more. */
  readonly userId: string
  readonly createdMs: number
  readonly accessKeys: AccessKey[]
  readonly mfaDevices: MfaDevice[]
  /** When it last signed in with its password; absent: never, or it has none. */
  readonly passwordUsedMs?: number | undefined
  allow: IamAction[]
  /** The widespread "deny everything without MFA" policy: IAM calls need a session with MFA. */
  denyWithoutMfa: boolean
}

export interface Role {
  readonly name: string
  readonly arn: string
  /** `AROA` and 17 more. */
  readonly roleId: string
  /** 3,600 to 43,200. */
  maxSessionDurationSeconds: number
  requiresMfa: boolean
  /** ARNs of the users and roles the trust policy names. */
  trusts: string[]
  externalId: string | undefined
  /** The trust policy allows sts:TagSession. */
  takesTags: boolean
  /** The trust policy allows sts:SetSourceIdentity. */
  takesSourceIdentity: boolean
}

/** Whoever signed a request. `mfa` is the policy key aws:MultiFactorAuthPresent: GetSessionToken carries it,
 *  AssumeRole does not hand it on. */
export type Principal =
  | { readonly kind: "user"; readonly user: User; readonly mfa: false }
  | { readonly kind: "user-session"; readonly user: User; readonly mfa: boolean }
  | RoleSession
  | {
      readonly kind: "federated"
      readonly user: User
      readonly name: string
      readonly mfa: false
      readonly policy?: string | undefined
      readonly policyArns?: readonly string[]
    }

export interface RoleSession {
  readonly kind: "role-session"
  readonly role: Role
  readonly sessionName: string
  readonly mfa: false
  /** Stays in the roles that are assumed from this one. */
  readonly sourceIdentity?: string | undefined
  readonly tags?: ReadonlyMap<string, string>
  readonly transitiveTags?: ReadonlyMap<string, string>
  readonly policy?: string | undefined
  readonly policyArns?: readonly string[]
  /** It was not a permanent key that asked for it. */
  readonly chained?: boolean
}

/** A virtual device that belongs to nobody yet. */
export interface UnassignedDevice {
  readonly serial: string
  readonly seedBase32: string
}

/** Short-lived credentials that were handed out. */
export interface Session {
  /** `ASIA` and 16 more. */
  readonly keyId: string
  readonly secret: string
  readonly token: string
  expiresMs: number
  readonly principal: Principal
}

export interface Account {
  /** Of the root user. */
  readonly root: { readonly mfa: boolean; readonly accessKeys: number }
  /** 12 digits. */
  readonly id: string
  /** `aws`, `aws-cn`, `aws-us-gov` or `aws-eusc`. */
  readonly partition: string
  readonly users: User[]
  readonly roles: Role[]
  readonly sessions: Session[]
  readonly unassignedDevices: UnassignedDevice[]
  /** Its name for people. */
  alias?: string | undefined
  /** How many requests signed with a new key are refused before AWS knows it. */
  newKeyUnknownFor: number
}
