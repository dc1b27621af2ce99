import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"

/**
 * A policy as it was given: the JSON itself, a file, or `-` for stdin. Empty: none.
 * @throws AppError `file`; `aws-value` `session-policy` for what is no text
 */
export async function readPolicy(context: Pick<Context, "readInput">, given: string): Promise<string> {
  if (given.trim() === "" || given.trimStart().startsWith("{")) return given
  const bytes = await context.readInput(given)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new AppError({ kind: "aws-value", field: "session-policy" })
  }
}
