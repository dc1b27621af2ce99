/** @file Reads one object of a Java object stream (Java Object Serialization Specification, chapter 6: the grammar),
 * as data: no class is looked for, nothing is run. Our own, since no kept library reads such streams for Node. Bounded in depth
 * and in the number of values; what no backup holds (arrays, enumerations, proxies, exceptions) is refused. */
import { JavaBytes } from "./bytes.ts"
import type { JavaObject, JavaValue } from "./values.ts"

/** The first bytes of every stream: its magic number and version 5. */
export const STREAM_HEADER = [0xac, 0xed, 0x00, 0x05]

const MAX_DEPTH = 40
const MAX_VALUES = 200_000

const TC = {
  null: 0x70,
  reference: 0x71,
  classDescription: 0x72,
  object: 0x73,
  text: 0x74,
  blockData: 0x77,
  endBlockData: 0x78,
  longBlockData: 0x7a,
  longText: 0x7c,
}
/** Of a class description: it has written something of its own; it can be read field by field. */
const SC_WRITE_METHOD = 1
const SC_SERIALIZABLE = 2
const FIRST_HANDLE = 0x7e0000

interface ClassDescription {
  readonly name: string
  flags: number
  fields: { readonly type: string; readonly name: string }[]
  parent: ClassDescription | null
}

/** What a later part of the stream may refer to, by its place among all of these. */
type Handle = ClassDescription | JavaObject | string

/** @throws RangeError when the stream is cut off, damaged, too deep or too large, or holds what is not read here */
export function readJavaObject(stream: Uint8Array): JavaValue {
  const bytes = new JavaBytes(stream)
  if (!STREAM_HEADER.every((byte) => bytes.u1() === byte)) throw new RangeError("no object stream")
  return new StreamReader(bytes).value(0)
}

class StreamReader {
  readonly #bytes: JavaBytes
  readonly #handles: Handle[] = []
  #values = 0

  constructor(bytes: JavaBytes) {
    this.#bytes = bytes
  }

  value(depth: number, tag = this.#bytes.u1()): JavaValue {
    this.#count(depth)
    switch (tag) {
      case TC.null:
        return null
      case TC.reference:
        return this.#referenced(isValue)
      case TC.text:
        return this.#kept(this.#bytes.text(this.#bytes.u2()))
      case TC.longText:
        return this.#kept(this.#bytes.text(Number(this.#bytes.i8())))
      case TC.object:
        return this.#object(depth)
      default:
        throw new RangeError("a value of another kind")
    }
  }

  #object(depth: number): JavaObject {
    const description = this.#classDescription(depth + 1)
    if (description === null) throw new RangeError("an object without a class")
    const object: JavaObject = { className: description.name, fields: new Map(), written: [] }
    this.#handles.push(object)
    for (const ancestor of lineage(description)) this.#classData(object, ancestor, depth)
    return object
  }

  #classData(object: JavaObject, { flags, fields }: ClassDescription, depth: number): void {
    // Without this flag the class has written as it pleased: nobody else can read it.
    if ((flags & SC_SERIALIZABLE) === 0) throw new RangeError("an externalizable object")
    for (const { type, name } of fields) {
      this.#count(depth)
      object.fields.set(name, this.#fieldValue(type, depth))
    }
    if ((flags & SC_WRITE_METHOD) !== 0)
      for (const value of this.#annotation(depth)) object.written.push(value)
  }

  /** Blocks of bytes and values up to the mark of the end. */
  #annotation(depth: number): (Uint8Array | JavaValue)[] {
    const written: (Uint8Array | JavaValue)[] = []
    for (;;) {
      this.#count(depth)
      const tag = this.#bytes.u1()
      if (tag === TC.endBlockData) return written
      if (tag === TC.blockData) written.push(this.#bytes.bytes(this.#bytes.u1()))
      else if (tag === TC.longBlockData) written.push(this.#bytes.bytes(this.#bytes.i4()))
      else written.push(this.value(depth + 1, tag))
    }
  }

  #classDescription(depth: number): ClassDescription | null {
    this.#count(depth)
    const tag = this.#bytes.u1()
    if (tag === TC.null) return null
    if (tag === TC.reference) return this.#referenced(isClassDescription)
    if (tag !== TC.classDescription) throw new RangeError("no class description")
    const name = this.#bytes.text(this.#bytes.u2())
    this.#bytes.i8() // the class's version number
    const description: ClassDescription = { name, flags: 0, fields: [], parent: null }
    this.#handles.push(description)
    description.flags = this.#bytes.u1()
    for (let count = this.#bytes.u2(); count > 0; count--) {
      const type = String.fromCharCode(this.#bytes.u1())
      description.fields.push({ type, name: this.#bytes.text(this.#bytes.u2()) })
      // The class of an object's field is a text of its own, and may be a reference to one.
      if (type === "L" || type === "[") this.value(depth + 1)
    }
    this.#annotation(depth)
    description.parent = this.#classDescription(depth + 1)
    return description
  }

  #fieldValue(type: string, depth: number): JavaValue {
    switch (type) {
      case "B":
        return (this.#bytes.u1() << 24) >> 24
      case "C":
        return String.fromCharCode(this.#bytes.u2())
      case "D":
        return this.#bytes.f8()
      case "F":
        return this.#bytes.f4()
      case "I":
        return this.#bytes.i4()
      case "J":
        return this.#bytes.i8()
      case "S":
        return (this.#bytes.u2() << 16) >> 16
      case "Z":
        return this.#bytes.u1() !== 0
      case "L":
        return this.value(depth + 1)
      default:
        throw new RangeError("a field of another kind")
    }
  }

  #referenced<T extends Handle>(fits: (found: Handle) => found is T): T {
    const found = this.#handles[this.#bytes.i4() - FIRST_HANDLE]
    if (found === undefined || !fits(found)) throw new RangeError("a reference to nothing")
    return found
  }

  #kept(text: string): string {
    this.#handles.push(text)
    return text
  }

  #count(depth: number): void {
    this.#values += 1
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) throw new RangeError("more than any backup holds")
  }
}

/** From the oldest ancestor down, as their data stand. @throws RangeError for a class that descends from itself */
function lineage(description: ClassDescription): ClassDescription[] {
  const line: ClassDescription[] = []
  for (let next: ClassDescription | null = description; next !== null; next = next.parent) {
    if (line.push(next) > MAX_DEPTH) throw new RangeError("more ancestors than any class has")
  }
  return line.reverse()
}

function isClassDescription(found: Handle): found is ClassDescription {
  return typeof found === "object" && "flags" in found
}

function isValue(found: Handle): found is JavaObject | string {
  return !isClassDescription(found)
}
