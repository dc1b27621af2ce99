import { AppError } from "../../src/core/errors.ts"

const whatItSays = (error: unknown): unknown => (error instanceof AppError ? error.data : error)

/** What an AppError says; anything else that was thrown as it is; `did not fail`. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return whatItSays(error)
  }
  return "did not fail"
}

/** The same of work that is done at once. */
export function failureIn(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return whatItSays(error)
  }
  return "did not fail"
}
