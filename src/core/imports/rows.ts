/** @file Helps the formats make rows: one bad row never stops the others. */
import { AppError } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import type { ImportRow, KeptEntry } from "./format.ts"

/**
 * A row made by `read`, or skipped with its reason.
 * @param label what the row calls itself; cut and cleaned for messages
 * @throws whatever is no AppError: a mistake of ours
 */
export function rowOf(label: string, read: () => OtpEntry): ImportRow {
  try {
    return { kind: "entry", entry: read() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: "skipped", label: nameForMessages(label), error: error.data }
  }
}

export function keptRow(kept: KeptEntry): ImportRow {
  return { kind: "kept", kept }
}
