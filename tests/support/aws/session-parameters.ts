/** @file What AssumeRole and GetFederationToken take beside names and times: session tags and session policies, with the
 *  limits and the refusals of "AssumeRole" and "Passing session tags in AWS STS". */
import { AwsError, validationError } from "./aws-error.ts"
import { checkParameters } from "./parameters.ts"
import type { Limits, Parameters } from "./parameters.ts"

export interface SessionParameters {
  readonly tags: ReadonlyMap<string, string>
  /** Keys as they were given. */
  readonly transitive: readonly string[]
  readonly policy: string | undefined
  readonly policyArns: readonly string[]
  /** How much of the room for policies and tags is used. */
  readonly packedPercent: number
}

const MAX_TAGS = 50
const MAX_POLICY_ARNS = 10
/** AWS packs into a binary form of its own; the stand-in counts characters. */
const PACKED_CHARACTERS = 4_096
const KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"
const VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"
const POLICY = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"

/** `Name.member.1`, `Name.member.2`, ... without a gap; `rest` follows each. */
function members(parameters: Parameters, name: string, rest = ""): string[] {
  const found: string[] = []
  for (let index = 1; ; index++) {
    const value = parameters[`${name}.member.${index.toString()}${rest}`]
    if (value === undefined) return found
    found.push(value)
  }
}

function checkEach(name: string, values: readonly string[], limits: Limits): void {
  for (const [index, value] of values.entries())
    if (limits.pattern !== undefined && !new RegExp(`^(?:${limits.pattern})$`, "u").test(value))
      throw validationError(
        `1 validation error detected: Value '${value}' at '${name}.${(index + 1).toString()}.member' failed to ` +
          `satisfy constraint: Member must satisfy regular expression pattern: ${limits.pattern}`,
      )
    else if (limits.length && (value.length < limits.length[0] || value.length > limits.length[1]))
      throw validationError(
        `1 validation error detected: Value '${value}' at '${name}.${(index + 1).toString()}.member' failed to ` +
          `satisfy constraint: Member must have length less than or equal to ${limits.length[1].toString()}`,
      )
}

function readTags(parameters: Parameters): ReadonlyMap<string, string> {
  const keys = members(parameters, "Tags", ".Key")
  const values = members(parameters, "Tags", ".Value")
  if (keys.length !== values.length || keys.length > MAX_TAGS)
    throw validationError(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    )
  checkEach("tags", keys, { length: [1, 128], pattern: KEY })
  checkEach("tags", values, { length: [0, 256], pattern: VALUE })
  if (keys.some((key) => key.toLowerCase().startsWith("aws:")))
    throw new AwsError(400, "InvalidParameterValue", "Tag keys beginning with aws: are reserved.")
  if (new Set(keys.map((key) => key.toLowerCase())).size !== keys.length)
    throw new AwsError(
      400,
      "InvalidParameterValue",
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    )
  return new Map(keys.map((key, index) => [key, values[index] ?? ""]))
}

function readPolicy(parameters: Parameters): string | undefined {
  checkParameters(parameters, { Policy: { length: [1, 2_048], pattern: POLICY } })
  const { Policy: policy } = parameters
  if (policy === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(policy)
    if (typeof parsed === "object" && parsed !== null && "Statement" in parsed) return policy
  } catch {
    // As malformed as a policy without statements.
  }
  throw new AwsError(400, "MalformedPolicyDocument", "Syntax errors in policy.")
}

function readPolicyArns(parameters: Parameters, partition: string): string[] {
  const arns = members(parameters, "PolicyArns", ".arn")
  if (arns.length > MAX_POLICY_ARNS)
    throw validationError(
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    )
  const form = new RegExp(`^arn:${partition}:iam::(aws|\\d{12}):policy/[\\w+=,.@/-]+$`)
  if (arns.some((arn) => !form.test(arn)))
    throw validationError("The specified value for policyArns is invalid.")
  return arns
}

/** @throws AwsError in AWS's words */
export function readSessionParameters(parameters: Parameters, partition: string): SessionParameters {
  const tags = readTags(parameters)
  const transitive = members(parameters, "TransitiveTagKeys")
  const policy = readPolicy(parameters)
  const policyArns = readPolicyArns(parameters, partition)
  if (transitive.some((key) => !tags.has(key)))
    throw new AwsError(
      400,
      "InvalidParameterValue",
      "The specified transitive tag key must be included in the requested tags.",
    )
  const characters = (policy ?? "").length + policyArns.join("").length + [...tags].flat().join("").length
  const packedPercent = Math.ceil((characters / PACKED_CHARACTERS) * 100)
  if (packedPercent > 100)
    throw new AwsError(
      400,
      "PackedPolicyTooLarge",
      `PackedPolicySize quota exceeded: the packed policy consumes ${packedPercent.toString()}% of allotted space, please use smaller policy.`,
    )
  return { tags, transitive, policy, policyArns, packedPercent }
}
