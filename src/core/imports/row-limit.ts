import { importError } from "./import-error.ts"

/** More than anybody has; each row costs time even where it is skipped. */
export const MAX_ROWS = 20_000

/** @throws AppError `import` `too-many` for a list of more than {@link MAX_ROWS} */
export function limited<T>(list: readonly T[], format: string): readonly T[] {
  if (list.length > MAX_ROWS) throw importError(format, "too-many")
  return list
}
