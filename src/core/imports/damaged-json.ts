import type { ImportFormat, ImportInput } from "./format.ts"

/** So much of a text is looked at for a format's own fields. */
const HEAD_LENGTH = 1_024

/** The format whose JSON this plainly began as, and which was cut or damaged behind that; null: none. Nothing is parsed. */
export function damagedJson(
  { text, json }: ImportInput,
  formats: readonly ImportFormat[],
): ImportFormat | null {
  const head = text?.slice(0, HEAD_LENGTH) ?? ""
  if (json !== undefined || !/^\s*[{[]/.test(head)) return null
  return formats.find(({ ownJson }) => ownJson?.test(head)) ?? null
}
