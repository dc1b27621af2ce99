/** @file Writes Java object streams (Java Object Serialization Specification, chapter 6), sound ones and others. */

export const u1 = (value: number) => Buffer.from([value & 0xff])
export const u2 = (value: number) => Buffer.from([value >> 8, value & 0xff])
export const u4 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value | 0)
  return bytes
}
export const u8 = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt.asIntN(64, value))
  return bytes
}

/** Modified UTF-8: NUL takes two bytes, half a surrogate pair three. */
export function modifiedUtf8(text: string): Buffer {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 0 && unit < 0x80) bytes.push(unit)
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f))
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f))
  }
  return Buffer.from(bytes)
}

/** Length and text, without a tag. */
export function shortText(text: string): Buffer {
  const bytes = modifiedUtf8(text)
  return Buffer.concat([u2(bytes.length), bytes])
}

/** A text as a value: short or long, as Java chooses. */
export function textValue(text: string): Buffer {
  const bytes = modifiedUtf8(text)
  return bytes.length < 65_536
    ? Buffer.concat([u1(0x74), u2(bytes.length), bytes])
    : Buffer.concat([u1(0x7c), u8(BigInt(bytes.length)), bytes])
}

export const streamHeader = Buffer.from([0xac, 0xed, 0, 5])

/** Class description without annotation and ancestor. */
export function classDescription(
  name: string,
  flags: number,
  fields: readonly (readonly [type: string, name: string])[] = [],
): Buffer {
  const described = fields.map(([type, field]) =>
    Buffer.concat([
      Buffer.from(type.charAt(0)),
      shortText(field),
      ...(type.length > 1 ? [textValue(type)] : []),
    ]),
  )
  return Buffer.concat([
    u1(0x72),
    shortText(name),
    u8(42n),
    u1(flags),
    u2(fields.length),
    ...described,
    u1(0x78),
    u1(0x70),
  ])
}

/** A `java.util.HashMap` as HashMap.writeObject writes it. @param count what it says that it holds */
export function serialisedMap(pairs: readonly (readonly [Buffer, Buffer])[], count = pairs.length): Buffer {
  const fields = [
    ["F", "loadFactor"],
    ["I", "threshold"],
  ] as const
  return Buffer.concat([
    streamHeader,
    u1(0x73),
    classDescription("java.util.HashMap", 3, fields),
    u4(0x3f400000), // 0.75
    u4(12),
    u1(0x77),
    u1(8),
    u4(16),
    u4(count),
    ...pairs.flat(),
    u1(0x78),
  ])
}

export function serialisedTexts(texts: Readonly<Record<string, string>>): Buffer {
  return serialisedMap(Object.entries(texts).map(([name, text]) => [textValue(name), textValue(text)]))
}
