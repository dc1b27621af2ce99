/** @file What a profile asks of STS beside the roles' ARNs. A part of schema.ts; the bounds are those of the "AssumeRole"
 *  and "GetFederationToken" pages of the STS API reference. */
import { z } from "zod"

/** A session tag. A transitive one goes along to the roles that are assumed from this one. */
export const sessionTag = z.object({
  key: z.string().min(1).max(128),
  value: z.string().max(256),
  transitive: z.boolean().default(false),
})
export type SessionTag = z.output<typeof sessionTag>

/** Managed policies that limit a session, by ARN. */
const policyArns = z.array(z.string().max(2_048)).max(10)

/** What goes with one role of the chain. None of it is secret: AWS shows an external id to whoever may read the role. */
export const roleOptions = z.object({
  /** What the role's owner gave out against confused deputies. */
  externalId: z.string().max(1_224).nullable().default(null),
  /** The name CloudTrail shows; null: `keycard-` and the user's. */
  sessionName: z.string().max(64).nullable().default(null),
  /** Who stands behind the session; it stays the same in all roles assumed from this one. */
  sourceIdentity: z.string().max(64).nullable().default(null),
  tags: z.array(sessionTag).max(50).default([]),
  /** An inline session policy, JSON without needless spaces. */
  policy: z.string().max(2_048).nullable().default(null),
  policyArns: policyArns.default([]),
})
export type RoleOptions = z.output<typeof roleOptions>

/** How the first role is assumed: with a session that several profiles share, or with the permanent key and a code. */
export const assumeMode = z.enum(["auto", "session", "direct"])
export type AssumeMode = z.output<typeof assumeMode>

/** What the user's sign-in to the console is limited to (GetFederationToken). */
export const federation = z.object({
  policy: z.string().max(2_048).nullable().default(null),
  policyArns: policyArns.default([]),
  /** null: 12 hours. */
  durationSeconds: z.int().min(900).max(129_600).nullable().default(null),
})
export type Federation = z.output<typeof federation>
