/** @file What goes with a role, checked by the bounds of the "AssumeRole" page of the STS API reference. */
import { AppError } from "../errors.ts"
import type { AwsValueField } from "../aws-problems.ts"
import { MAX_ROLES } from "../vault/limits.ts"
import type { Federation, RoleOptions, SessionTag } from "../vault/role-options.ts"
import { partitionNamed } from "./partitions.ts"
import { MAX_DURATION_SECONDS, MIN_DURATION_SECONDS } from "./values.ts"

const refused = (field: AwsValueField) => new AppError({ kind: "aws-value", field })

/** A role's options as they come in: what is absent, null or empty is not said. */
export interface RoleOptionsInput {
  readonly externalId?: string | null | undefined
  readonly sessionName?: string | null | undefined
  readonly sourceIdentity?: string | null | undefined
  readonly tags?: readonly SessionTag[] | undefined
  readonly policy?: string | null | undefined
  readonly policyArns?: readonly string[] | undefined
}

export interface FederationInput {
  readonly policy?: string | null | undefined
  readonly policyArns?: readonly string[] | undefined
  readonly durationSeconds?: number | null | undefined
}

export const NO_ROLE_OPTIONS: RoleOptions = {
  externalId: null,
  sessionName: null,
  sourceIdentity: null,
  tags: [],
  policy: null,
  policyArns: [],
}

const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/
const NAME = /^[\w+=,.@-]{2,64}$/
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u
/** The characters of a policy; spaces and line breaks between its parts are left out anyway. */
const POLICY = /^[\u0020-\u00ff]{1,2048}$/
const POLICY_ARN = /^arn:(aws(?:-[a-z]+)*):iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]{1,1700}$/
const MAX_POLICY = 2_048
const MAX_POLICY_ARNS = 10
const MAX_TAGS = 50

function matching(text: string | null | undefined, pattern: RegExp, field: AwsValueField): string | null {
  if (text === null || text === undefined || text === "") return null
  if (!pattern.test(text)) throw refused(field)
  return text
}

/** Keys that differ in capitals only are the same tag to AWS, and those that begin with `aws:` are its own. */
function checkTags(tags: readonly SessionTag[]): SessionTag[] {
  if (tags.length > MAX_TAGS) throw refused("tags")
  const seen = new Set<string>()
  return tags.map(({ key, value, transitive }) => {
    const folded = key.toLowerCase()
    if (!TAG_KEY.test(key) || folded.startsWith("aws:")) throw refused("tag-key")
    if (!TAG_VALUE.test(value)) throw refused("tag-value")
    if (seen.has(folded)) throw refused("tags")
    seen.add(folded)
    return { key, value, transitive }
  })
}

/**
 * A session policy without needless spaces: STS counts characters.
 * @throws AppError `aws-value` `session-policy`
 */
export function checkPolicy(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === "") return null
  const policy = compact(text)
  if (policy === null || !POLICY.test(policy)) throw refused("session-policy")
  return policy
}

function compact(text: string): string | null {
  try {
    const policy: unknown = JSON.parse(text)
    return typeof policy === "object" && policy !== null && "Statement" in policy
      ? JSON.stringify(policy)
      : null
  } catch {
    return null
  }
}

/** @throws AppError `aws-value` `policy-arn`, `policies`; `aws-partition` */
function checkPolicyArns(arns: readonly string[], partition: string | null): string[] {
  if (arns.length > MAX_POLICY_ARNS || new Set(arns).size !== arns.length) throw refused("policies")
  for (const arn of arns) {
    const found = POLICY_ARN.exec(arn)?.[1]
    if (found === undefined) throw refused("policy-arn")
    if (partition !== null && partitionNamed(found).id !== partition)
      throw new AppError({ kind: "aws-partition", problem: "mixed", partition, other: found })
  }
  return [...arns]
}

/** @throws AppError `aws-value` with the field that is wrong; `aws-partition` */
export function checkRoleOptions(options: RoleOptionsInput, partition: string): RoleOptions {
  const policy = checkPolicy(options.policy)
  const policyArns = checkPolicyArns(options.policyArns ?? [], partition)
  // The limit is on both together.
  if ((policy ?? "").length + policyArns.join("").length > MAX_POLICY) throw refused("session-policy")
  return {
    externalId: matching(options.externalId, EXTERNAL_ID, "external-id"),
    sessionName: matching(options.sessionName, NAME, "session-name"),
    sourceIdentity: matching(options.sourceIdentity, NAME, "source-identity"),
    tags: checkTags(options.tags ?? []),
    policy,
    policyArns,
  }
}

const isPlain = (options: RoleOptions) => JSON.stringify(options) === JSON.stringify(NO_ROLE_OPTIONS)

/**
 * The options of each role of a chain. A transitive tag goes along by itself, and a source identity stays: a later
 * role that says another one would be refused by AWS.
 * @param partitions of the roles, in their order
 * @returns one for each role; empty where no role has any
 * @throws AppError `aws-value`, `aws-partition`
 */
export function checkChainOptions(
  options: readonly RoleOptionsInput[],
  partitions: readonly string[],
): RoleOptions[] {
  if (partitions.length > MAX_ROLES || options.length > partitions.length) throw refused("chain")
  const checked = partitions.map((partition, index) => checkRoleOptions(options[index] ?? {}, partition))
  let identity: string | null = null
  const transitive = new Set<string>()
  for (const { sourceIdentity, tags } of checked) {
    if (identity !== null && sourceIdentity !== null && sourceIdentity !== identity)
      throw refused("source-identity-chain")
    identity ??= sourceIdentity
    if (tags.some(({ key }) => transitive.has(key.toLowerCase()))) throw refused("transitive-tag")
    for (const tag of tags) if (tag.transitive) transitive.add(tag.key.toLowerCase())
  }
  return checked.every(isPlain) ? [] : checked
}

/** @param partition of the key's user; null: not known yet. @throws AppError `aws-value`, `aws-partition` */
export function checkFederation(input: FederationInput, partition: string | null): Federation | null {
  const policy = checkPolicy(input.policy)
  const policyArns = checkPolicyArns(input.policyArns ?? [], partition)
  const durationSeconds = input.durationSeconds ?? null
  const inBounds =
    durationSeconds === null ||
    (Number.isInteger(durationSeconds) &&
      durationSeconds >= MIN_DURATION_SECONDS &&
      durationSeconds <= MAX_DURATION_SECONDS)
  if (!inBounds) throw refused("duration")
  return policy === null && policyArns.length === 0 && durationSeconds === null
    ? null
    : { policy, policyArns, durationSeconds }
}
