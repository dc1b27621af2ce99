/** @file Looks into JSON of which nothing is known: only own fields, and never an exception. */

import { isOverfull } from "./piece-limit.ts"

export type Fields = Readonly<Record<string, unknown>>

/** The value as an object; null where it is a list or no object. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** An own field; undefined where it is absent or null. What an object inherits is no field. */
export function field(fields: Fields | null, name: string): unknown {
  if (fields === null || !Object.hasOwn(fields, name)) return undefined
  return fields[name] ?? undefined
}

export function objectField(fields: Fields | null, name: string): Fields | null {
  return fieldsOf(field(fields, name))
}

/** [] where the field is no list. */
export function listField(fields: Fields | null, name: string): readonly unknown[] {
  const value = field(fields, name)
  return Array.isArray(value) ? (value as unknown[]) : []
}

export function isList(fields: Fields | null, name: string): boolean {
  return Array.isArray(field(fields, name))
}

/** Text that makes no code (a name, a note, an id): a number counts as its digits, anything else as "". */
export function textField(fields: Fields | null, name: string): string {
  return textOf(field(fields, name))
}

export function textOf(value: unknown): string {
  if (typeof value === "string") return value
  return typeof value === "number" ? String(value) : ""
}

/** Names by id, for groups and categories; what has no id or no name is left out. */
export function namesById(list: readonly unknown[], id: string, name: string): Map<string, string> {
  const names = new Map<string, string>()
  for (const item of list) {
    const fields = fieldsOf(item)
    const key = textField(fields, id)
    if (key !== "" && textField(fields, name) !== "") names.set(key, textField(fields, name))
  }
  return names
}

/** The value of a JSON text; undefined where it is none, or more than anybody's file. */
export function jsonValue(text: string): unknown {
  if (isOverfull(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
