import { isAppError } from "../core/errors.ts"
import type { Context } from "./context.ts"
import { printable } from "./output.ts"

/**
 * Does it; where that takes a code which only a person knows, and one sits at the terminal, asks for it and does it
 * again with the answer.
 * @param run without a code first
 * @throws AppError `cancelled`; what `run` throws
 */
export async function withTypedCode<T>(
  { asker }: Pick<Context, "asker">,
  run: (code: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await run(undefined)
  } catch (error) {
    if (!isAppError(error, "code-needed") || !asker.interactive) throw error
    const key = printable(error.data.key)
    return run((await asker.ask(`Six digits that the MFA device of ${key} shows now`)).trim())
  }
}
