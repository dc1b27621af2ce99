import { AppError, type FileProblem } from "../../core/errors.ts"

/** A failure of our own beside the system's, in its form: `code` tells what happened. */
export function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}

/** The `code` of a failed system call, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""
}

/** Ours: the file is no longer what the caller read. */
export const CHANGED = "KEYCARD_CHANGED"
/** Ours: a folder, a pipe or a device stands where a file is expected. */
export const NOT_A_FILE = "KEYCARD_NOT_A_FILE"
/** Ours: over the limit of what we read into memory. */
export const TOO_LARGE = "KEYCARD_TOO_LARGE"

const problems: Record<string, FileProblem> = {
  [CHANGED]: "changed",
  [NOT_A_FILE]: "not-a-file",
  [TOO_LARGE]: "too-large",
  ENOENT: "missing",
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "read-only",
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EISDIR: "not-a-file",
  ENOTDIR: "not-a-file",
  ELOOP: "link-loop",
  EBUSY: "busy",
  ETXTBSY: "busy",
}

/** The same failure in a person's terms. What is no failed system call is a bug and comes back as it is. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === "") return error
  return new AppError({ kind: "file", problem: problems[code] ?? "other", path }, { cause: error })
}

/** Does it with the file at this path. @throws what {@link fileError} makes of what went wrong */
export async function inPersonsTerms<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileError(error, path)
  }
}
