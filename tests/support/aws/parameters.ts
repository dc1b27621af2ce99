/** @file The limits on parameters and AWS's sentence for one that breaks them: all of them at once, each with
 *  the value and the name in lower camel case. */
import { validationError } from "./aws-error.ts"

export type Parameters = Readonly<Record<string, string>>

/** What a parameter must satisfy, as the service models of STS and IAM put it. */
export interface Limits {
  readonly length?: readonly [minimum: number, maximum: number]
  readonly range?: readonly [minimum: number, maximum: number]
  /** Without anchors; the whole value must match. */
  readonly pattern?: string
  readonly required?: boolean
}

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

function broken(value: string | undefined, limits: Limits): string[] {
  if (value === undefined) return limits.required === true ? ["Member must not be null"] : []
  const found: string[] = []
  const { length, range, pattern } = limits
  if (length && value.length < length[0])
    found.push(`Member must have length greater than or equal to ${length[0].toString()}`)
  if (length && value.length > length[1])
    found.push(`Member must have length less than or equal to ${length[1].toString()}`)
  if (range && Number(value) < range[0])
    found.push(`Member must have value greater than or equal to ${range[0].toString()}`)
  if (range && Number(value) > range[1])
    found.push(`Member must have value less than or equal to ${range[1].toString()}`)
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value))
    found.push(`Member must satisfy regular expression pattern: ${pattern}`)
  return found
}

/** Checks all parameters that have limits.
 *  @throws AwsError ValidationError naming every broken limit. */
export function checkParameters(parameters: Parameters, limits: Readonly<Record<string, Limits>>): void {
  const found: string[] = []
  for (const [name, limit] of Object.entries(limits)) {
    const value = parameters[name]
    if (limit.range && value !== undefined && !/^-?\d{1,15}$/.test(value))
      throw validationError(`Invalid value for ${name}: an integer is expected`)
    const shown = value === undefined ? "null" : `'${value}'`
    for (const sentence of broken(value, limit))
      found.push(`Value ${shown} at '${camel(name)}' failed to satisfy constraint: ${sentence}`)
  }
  if (found.length === 0) return
  const errors = found.length === 1 ? "error" : "errors"
  throw validationError(`${found.length.toString()} validation ${errors} detected: ${found.join("; ")}`)
}

/** SerialNumber and TokenCode, the same for GetSessionToken and AssumeRole. */
export const MFA_LIMITS = {
  SerialNumber: { length: [9, 256], pattern: "[\\w+=/:,.@-]*" },
  TokenCode: { length: [6, 6], pattern: "[\\d]*" },
} satisfies Record<string, Limits>
