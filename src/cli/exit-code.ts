import type { ConsoleProblem } from "../core/aws-problems.ts"
import type { AppErrorData } from "../core/errors.ts"

/** What scripts may rely on. 0 done; 1 a bug; the others by cause. */
export const exitCodes = {
  done: 0,
  bug: 1,
  usage: 2,
  notFound: 3,
  keychain: 4,
  input: 5,
  aws: 6,
  network: 7,
  /** As a shell reports a program that Ctrl-C ended. */
  interrupted: 130,
} as const

const consoleExit: Readonly<Record<ConsoleProblem, number>> = {
  "duration-fixed": exitCodes.usage,
  refused: exitCodes.aws,
  answer: exitCodes.aws,
  "no-browser": exitCodes.input,
  "not-opened": exitCodes.input,
}

/** @returns the exit code for a failure. */
export function exitCodeFor(error: AppErrorData): number {
  switch (error.kind) {
    case "unexpected":
      return exitCodes.bug
    case "cancelled":
      return exitCodes.interrupted
    case "usage":
    case "invalid-request":
    case "profile-name":
    case "aws-partition":
      return exitCodes.usage
    case "aws-value":
      // A key comes from stdin or a file; all else was written into the command.
      return error.field === "access-key-id" || error.field === "secret-access-key"
        ? exitCodes.input
        : exitCodes.usage
    case "aws-console":
      return consoleExit[error.problem]
    case "not-found":
    case "ambiguous":
    case "mfa-account-missing":
    case "code-needed":
    case "no-plain-key":
    case "in-use":
    case "already-exists":
      return exitCodes.notFound
    case "keychain":
    case "secret-missing":
    case "secret-damaged":
    case "passphrase":
    case "locked":
    case "lock-damaged":
    case "platform-unlock":
    case "moving":
    case "keychain-file":
      return exitCodes.keychain
    case "picture":
    case "otp":
    case "migration-parts":
    case "nothing-usable":
    case "import":
    case "backup":
    case "file":
    case "index":
    case "aws-file":
    case "section-not-ours":
    case "screen":
    case "clipboard":
      return exitCodes.input
    case "aws-refused":
    case "aws-answer":
    case "code-spent":
    case "key-rotation":
    case "mfa-enrolment":
    case "session-over":
    case "sso":
      return exitCodes.aws
    case "config-import":
    case "yubikey":
      return exitCodes.input
    case "network":
    case "clock":
      return exitCodes.network
  }
}
