/** @file Reads the fields of foreign JSON: what is not there is told apart from what is there and cannot be used. */

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** A field's own value; undefined for what only every object has (`constructor`), and for null. */
export function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined
}

/** Text of a field; "" where it is absent or no text. */
export function textField(fields: Fields, name: string): string {
  const value = field(fields, name)
  return typeof value === "string" ? value : ""
}

/**
 * A parameter as text, for the strict readers of core/otp: numbers and text as they stand, `fallback` where it is
 * absent. Anything else becomes a text that every reader refuses.
 */
export function parameterField(fields: Fields, name: string, fallback: string): string {
  const value = field(fields, name)
  if (value === undefined) return fallback
  return typeof value === "number" || typeof value === "string" ? String(value) : "?"
}

/** The value of a JSON text; undefined where it is none. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
