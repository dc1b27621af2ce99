import { AppError, isAppError } from "../errors.ts"
import type { ImportProblem } from "../errors.ts"

/** @param format the other program's name as its users know it; null where it is not known at that place */
export function importError(format: string | null, problem: ImportProblem): AppError {
  return new AppError({ kind: "import", problem, format })
}

/** Whether reading failed for this reason. */
export function isImportProblem(error: unknown, problem: ImportProblem): boolean {
  return isAppError(error, "import") && error.data.problem === problem
}
