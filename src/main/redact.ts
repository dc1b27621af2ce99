import { AppError } from "../core/errors.ts"

/** What a secret looks like. Better a word too many than a seed in a file. */
const patterns: readonly [RegExp, string][] = [
  [/otpauth(?:-migration)?:\S*/gi, "[otpauth link]"],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, "[access key]"],
  // Tokens in base64url, 32 bytes and more: their hyphens would part them. A uuid is shorter, and stays.
  [/[\w-]{40,}/g, "[long value]"],
  // The same in base64, an access key's secret among them: its slashes part it too. A path begins with one.
  [/(?<![\w/.-])[A-Za-z0-9+][\w+/=-]{39,}/g, "[long value]"],
  // Base32 seeds, base64 keys and tokens, hexadecimal digests: a long run of letters and digits. Paths and words
  // with separators stay readable.
  [/[A-Za-z0-9+=]{20,}/g, "[long value]"],
  [/\b[A-Z2-7]{16,}\b/gi, "[long value]"],
  // A code, alone or in two groups.
  [/(?<![\d.:T-])\d{3}[ ]?\d{3,5}(?![\d.:Z-])/g, "[code]"],
]

/** The text without what could be a secret, a code or a key. */
export function redact(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
  return patterns.reduce((rest, [pattern, word]) => rest.replace(pattern, word), oneLine).slice(0, 2_000)
}

/** What of a failure may be kept: kinds and problems, the frames of the stack, never the text of a foreign error
 *  beyond its redacted message. */
export function describeFailure(failure: unknown): string {
  if (failure instanceof AppError) {
    const cause = failure.cause === undefined ? "" : `; because ${describeFailure(failure.cause)}`
    const problem = "problem" in failure.data ? ` ${failure.data.problem}` : ""
    return `${failure.data.kind}${problem}${cause}`
  }
  if (failure instanceof Error) {
    const frames = (failure.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "))
    return `${failure.name} ${redact(failure.message)} ${frames.slice(0, 6).join(" ")}`
  }
  return typeof failure
}
