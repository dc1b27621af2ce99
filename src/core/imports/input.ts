import type { ImportInput } from "./format.ts"

/** Looks at a file once for all formats. Never throws. */
export function lookAt(bytes: Uint8Array): ImportInput {
  const text = textOf(bytes)
  return { bytes, text, json: text === null ? undefined : jsonOf(text) }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function jsonOf(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
