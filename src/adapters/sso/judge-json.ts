import { AppError } from "../../core/errors.ts"
import { networkError } from "../aws/call-error.ts"

/** Deeper than any answer of Identity Center. */
const MAX_OPENINGS = 50_000

function isObject(text: string): boolean {
  if (text.split(/[[{]/).length > MAX_OPENINGS) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/**
 * Whether an answer may be believed to be Identity Center's: JSON, and no redirect. Anything else is a network's login
 * page, or a proxy.
 * @returns null where it may.
 */
export function judgeJson(status: number, text: string, host: string): AppError | null {
  if (status === 407) return networkError("proxy", host)
  const isAnswer = status < 300 || status >= 400
  if (isAnswer && isObject(text)) return null
  // Logout answers with nothing.
  if (status === 200 && text === "") return null
  if (status === 429)
    return new AppError({ kind: "aws-refused", refusal: "throttled", code: "429", message: "" })
  if (status >= 500)
    return new AppError({ kind: "aws-refused", refusal: "server", code: String(status), message: "" })
  return new AppError({ kind: "aws-answer", problem: "not-xml" })
}
