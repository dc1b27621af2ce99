import type { KeychainProblem } from "../../core/errors.ts"
import { AppError } from "../../core/errors.ts"

/** How long a call may take, in milliseconds. */
export interface TimeLimit {
  readonly limitMs: number
}

/**
 * The operating system's keychain by keytar, wherever it runs. `null` and `false` may mean "no such item" and may mean
 * "locked, and the prompt was closed": only who knows more can tell them apart.
 *
 * @throws AppError `keychain`, backend `os`; `timeout` when the limit passed.
 */
export interface KeytarCalls {
  get(service: string, account: string, limit: TimeLimit): Promise<string | null>
  set(service: string, account: string, value: string, limit: TimeLimit): Promise<void>
  /** Whether something was deleted. */
  delete(service: string, account: string, limit: TimeLimit): Promise<boolean>
}

/** The system's text stays out, even of `cause`: nobody has promised that it holds no value. */
export function osKeychainError(problem: KeychainProblem): AppError {
  return new AppError({ kind: "keychain", problem, backend: "os" })
}
