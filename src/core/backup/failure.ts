import type { AppErrorData } from "../errors.ts"
import type { BackupState } from "../vault/backup-state.ts"

/** What the index kept of a failure, as one that has words. */
export function failureData(
  { problem, path }: NonNullable<BackupState["lastFailure"]>,
  backend: "os" | "file",
): AppErrorData {
  switch (problem) {
    case "not-kept":
    case "key-missing":
    case "too-large":
      return { kind: "backup", problem, path }
    case "keychain":
      return { kind: "keychain", problem: "locked", backend }
    case "unexpected":
      return { kind: "unexpected" }
    default:
      return { kind: "file", problem, path }
  }
}
