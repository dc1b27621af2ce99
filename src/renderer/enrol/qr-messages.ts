/** @file What passes between the page and the worker that reads QR codes. */
import type { PictureProblem } from "../../core/errors.ts"

export type QrTask =
  | { kind: "picture"; file: Blob }
  /** @param first the first of a camera session */
  | { kind: "frame"; frame: ImageBitmap; first: boolean }
  | { kind: "screen"; width: number; height: number; bgra: Uint8Array }

export interface QrFound {
  /** Authenticator's links, each once. */
  readonly links: readonly string[]
  /** How many codes held something else. */
  readonly others: number
}

export interface QrRequest {
  readonly id: number
  readonly task: QrTask
}

export type QrAnswer =
  | { readonly id: number; readonly ok: true; readonly found: QrFound }
  | { readonly id: number; readonly ok: false; readonly problem: PictureProblem }
