/** @file What AWS's files hold that can become a profile here, and why the rest cannot. None of it is secret. */

import type { RoleOptions, SessionTag } from "../../vault/role-options.ts"

/** Programs that hand out credentials, as their users know them. */
export type ForeignTool =
  "aws-vault" | "granted" | "leapp" | "aws-sso" | "saml2aws" | "aws" | "roles-anywhere" | "other"

/** Why a profile of AWS's files cannot be taken over. `profile`: where along its sources it ends. */
export type Barrier =
  | { readonly kind: "source-missing"; readonly profile: string }
  /** Its sources lead back to one of them; in their order. */
  | { readonly kind: "loop"; readonly path: readonly string[] }
  | { readonly kind: "too-many-roles"; readonly most: number }
  | { readonly kind: "bad-role" }
  /** `credential_source`: `Ec2InstanceMetadata`, `EcsContainer`, `Environment`, or what stands there. */
  | { readonly kind: "credential-source"; readonly source: string }
  | { readonly kind: "web-identity" }
  /** `aws login`. */
  | { readonly kind: "login-session" }
  /** `credential_process`. `name`: what that program calls it, where its line says so. */
  | { readonly kind: "process"; readonly tool: ForeignTool; readonly name: string | null }
  /** A session's keys, which end by themselves. */
  | { readonly kind: "temporary"; readonly profile: string }
  /** No key in either file: another program keeps it, or nobody does. */
  | { readonly kind: "key-elsewhere"; readonly profile: string }
  | { readonly kind: "bad-key"; readonly profile: string }
  /** Identity Center, and its start URL, region, account or role is not said. */
  | { readonly kind: "center-incomplete" }
  /** A role that is assumed from a role of Identity Center. */
  | { readonly kind: "role-after-center"; readonly profile: string }
  /** Identity Center, which is signed in to first. */
  | { readonly kind: "center" }

/** What of a profile is not taken over, although the rest of it is. */
export type ImportNote =
  | { readonly kind: "name-changed"; readonly from: string }
  /** The time that is asked for is none that AWS gives such a session. */
  | { readonly kind: "duration-changed"; readonly seconds: number }
  | { readonly kind: "region-dropped"; readonly region: string }
  | { readonly kind: "session-name-dropped" }
  | { readonly kind: "external-id-dropped" }
  | { readonly kind: "source-identity-dropped" }
  | { readonly kind: "session-tags-dropped" }
  /** The key has another MFA device here, or another profile of it names another. */
  | { readonly kind: "other-mfa-device"; readonly serial: string }
  /** AWS's files give this name credentials already: here it is handed out on request, and they stay as they are. */
  | { readonly kind: "on-request" }

/** One role of a chain, with what goes along. */
export interface ImportedRole {
  readonly arn: string
  readonly externalId: string | null
  readonly sessionName: string | null
  /** aws-vault's; absent: not said. */
  readonly sourceIdentity?: string
  readonly tags?: readonly SessionTag[]
  /** All that goes with it, where it is a role of a profile here. */
  readonly kept?: RoleOptions
}

/** The permanent key that a profile's credentials are issued with. */
export type ImportBase =
  /** Kept here already. */
  | { readonly kind: "kept"; readonly keyId: string; readonly name: string }
  /** In plain text in one of the files. `name`: what it will be called here. */
  | {
      readonly kind: "file"
      readonly section: string
      readonly file: "credentials" | "config"
      readonly tail: string
      readonly name: string
      /** The key here that is the same; where the keychain was not asked, one that ends alike. */
      readonly alike: string | null
    }

/** A role of an account, by a sign-in to IAM Identity Center. */
export interface CenterSource {
  readonly startUrl: string
  readonly region: string
  readonly accountId: string
  readonly roleName: string
  /** The `sso-session` section's name; null: the old way, without one. */
  readonly session: string | null
}

export interface ImportRow {
  /** Its name in AWS's files; of all rows only one has it. */
  readonly profile: string
  readonly kind: "user" | "role" | "center" | "none"
  /** What it will be called here. */
  readonly name: string
  /** `same`: a profile here issues the very same. `taken`: one of that name issues something else. */
  readonly status: "new" | "same" | "taken" | "impossible"
  /** The profile here that is the same, or that has the name. */
  readonly here: string | null
  readonly barrier: Barrier | null
  readonly base: ImportBase | null
  readonly roles: readonly ImportedRole[]
  readonly center: CenterSource | null
  readonly mfaSerial: string | null
  readonly region: string | null
  readonly durationSeconds: number | null
  readonly mode: "file" | "process"
  readonly notes: readonly ImportNote[]
}
