/** @file What an import format is. One file per format stands beside this one; `formats.ts` lists them in the order in
 * which they are tried. Facts about each format, with their sources: docs/formats.md. */
import type { AppErrorData } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"

/** 10 MiB: more than any known export, and as much as other programs take. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024

/** What was handed in, looked at once for all formats. Made by `lookAt` in input.ts. */
export interface ImportInput {
  readonly bytes: Uint8Array
  /** The whole as UTF-8 without its byte-order mark; null where it is not text. */
  readonly text: string | null
  /** The text as JSON; undefined where it is none. */
  readonly json: unknown
}

/** How far a reading has come. A key derivation cannot be asked how far it is; its steps can be counted. */
export type ImportStep =
  | { readonly step: "deriving-key"; readonly slot: number; readonly slots: number }
  | { readonly step: "reading" }
  | { readonly step: "decoding-pictures"; readonly done: number; readonly total: number }

export interface ImportTools {
  /** As typed; null where none was given. */
  readonly password: string | null
  readonly onStep: (step: ImportStep) => void
  /** The texts of all QR codes in a picture (PNG, JPEG, WebP, GIF, BMP); [] where there is none. */
  readonly readPicture: (bytes: Uint8Array) => Promise<string[]>
}

/** An entry that Keycard cannot compute, kept so that it can be exported again. */
export interface KeptEntry {
  readonly issuer: string
  readonly account: string
  /** What it is, as its users call it: `mOTP`, `Yandex`, `SHA224`, `MD5`. */
  readonly what: string
  /** A link that holds all of it (`motp://`, `otpauth://yaotp/`, `otpauth://totp/` with its algorithm). Secret. */
  readonly uri: string
}

/**
 * One row of the file, in the file's order. What holds no one-time password at all (a plain login of a password
 * manager) is no row. `row` counts from 1 over all rows and is given by the engine.
 */
export type ImportRow =
  | { readonly kind: "entry"; readonly entry: OtpEntry }
  | { readonly kind: "kept"; readonly kept: KeptEntry }
  /** `label`: what the row called itself, never any part of a secret; "" where that is not to be had. */
  | { readonly kind: "skipped"; readonly label: string; readonly error: AppErrorData }

export interface ImportFormat {
  /** For `--format` and messages: lower case, hyphens. */
  readonly id: string
  /** As its users know it: "Aegis", "2FAS". */
  readonly name: string
  /** Whether it is this format, by content alone. Cheap, and never throws. */
  readonly recognise: (input: ImportInput) => boolean
  /** What no other program's JSON has at its beginning: a text with it that is no JSON is this format's, damaged. */
  readonly ownJson?: RegExp
  /**
   * Reads all rows.
   * @throws AppError `import`: `password-needed` (none given), `password-wrong` (known to be wrong), `password-or-damaged` (the
   * format cannot tell), `damaged`, `too-costly` (a key derivation over our bounds), `newer`, `restricted`,
   * `nothing` (no row at all); `unknown-format` where it is not this format after all: the next that knows it is tried.
   */
  readonly read: (input: ImportInput, tools: ImportTools) => Promise<ImportRow[]>
}

/** A row and its place in the file, from 1. */
export type NumberedRow = ImportRow & { readonly row: number }

export interface ImportReading {
  /** The format's id, and its name for people. */
  readonly format: string
  readonly name: string
  /** In the file's order; what stands in the file twice is here once. */
  readonly rows: NumberedRow[]
  /** How many rows were left out because another one makes the same codes under the same name. */
  readonly duplicates: number
}
