import { textIn } from "./encoded.ts"
import type { ImportInput } from "./format.ts"
import { jsonValue } from "./json-fields.ts"

/** Looks at a file once for all formats. Never throws. */
export function lookAt(bytes: Uint8Array): ImportInput {
  const text = textIn(bytes)
  return { bytes, text, json: text === null || !/^\s*[{[]/.test(text) ? undefined : jsonValue(text) }
}
