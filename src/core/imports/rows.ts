/** @file Helps the formats make rows: one bad row never stops the others. */
import { AppError } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import type { ImportRow, KeptEntry } from "./format.ts"

/**
 * The row that `read` gives, or one that is skipped with its reason.
 * @param label what the row calls itself; cut and cleaned for messages. Asked for only where it is skipped.
 * @throws whatever is no AppError: a mistake of ours
 */
export function rowFrom(label: () => string, read: () => ImportRow): ImportRow {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: "skipped", label: nameForMessages(label()), error: error.data }
  }
}

export function entryRow(entry: OtpEntry): ImportRow {
  return { kind: "entry", entry }
}

export function keptRow(kept: KeptEntry): ImportRow {
  return { kind: "kept", kept }
}
