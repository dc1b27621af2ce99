import { isWhole } from "./plain-values.ts"
import type { OtpAlgorithm, OtpParameters, OtpType } from "./schema.ts"

const types = new Set<unknown>(["totp", "hotp", "steam"] satisfies OtpType[])
const algorithms = new Set<unknown>(["SHA1", "SHA256", "SHA512"] satisfies OtpAlgorithm[])

/** Whether the schema would take these for what makes a code; other fields do not count. */
export function isOtpParameters(value: unknown): value is OtpParameters {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  const { type, algorithm, digits, period } = value as Partial<Record<keyof OtpParameters, unknown>>
  return types.has(type) && algorithms.has(algorithm) && isWhole(digits, 4, 10) && isWhole(period, 1, 86_400)
}
