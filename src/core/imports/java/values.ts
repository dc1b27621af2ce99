/** @file What a Java object stream holds, as far as it is read here. */

/** `null`, texts, numbers of primitive fields, and objects. */
export type JavaValue = null | string | number | bigint | boolean | JavaObject

export interface JavaObject {
  /** With its package: `java.util.HashMap`. */
  readonly className: string
  readonly fields: Map<string, JavaValue>
  /** What the class's own `writeObject` wrote after the fields: raw bytes and values. */
  readonly written: (Uint8Array | JavaValue)[]
}

export function isJavaObject(value: unknown): value is JavaObject {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array)
}
