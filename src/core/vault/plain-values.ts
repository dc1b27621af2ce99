/** @file Checks of single values, each at most as generous as the schema's own. */

/** A UUID as Keycard writes it (RFC 9562 section 4): small letters, a version, the variant. */
const plainId = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isPlainId(value: unknown): boolean {
  return typeof value === "string" && plainId.test(value)
}

/** @param most characters, in UTF-16 units */
export function isText(value: unknown, most = Infinity): value is string {
  return typeof value === "string" && value.length <= most
}

export function isTextList(value: unknown, most = Infinity, eachMost = Infinity): value is string[] {
  return Array.isArray(value) && value.length <= most && value.every((one) => isText(one, eachMost))
}

export function isWhole(value: unknown, least = 0, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
}
