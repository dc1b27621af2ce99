import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { textsOfHashMap } from "../../../../src/core/imports/java/hash-map.ts"
import { readJavaObject } from "../../../../src/core/imports/java/read-object.ts"
import {
  classDescription,
  serialisedMap,
  serialisedTexts,
  shortText,
  streamHeader,
  textValue,
  u1,
  u2,
  u4,
  u8,
} from "../../../support/imports/java-stream.ts"

const texts = (bytes: Uint8Array) => Object.fromEntries(textsOfHashMap(readJavaObject(bytes)))
const stream = (...parts: readonly Uint8Array[]) => Buffer.concat([streamHeader, ...parts])
const reference = (handle: number) => Buffer.concat([u1(0x71), u4(0x7e0000 + handle)])

describe("Java object streams", () => {
  test("a map of texts as it stands in a real stream is read", () => {
    // A java.util.HashMap of one pair, every byte written out.
    const bytes = Buffer.from(
      "aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000174000" +
        "36b6579740005636166c3a978",
      "hex",
    )
    expect(texts(bytes)).toEqual({ key: "café" })
  })

  test("maps of texts of all kinds come back as they went", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("\0", "\ud83d", "é", "€", "😀") }),
    )
    fc.assert(
      fc.property(
        fc.dictionary(
          text.filter((name) => name !== "__proto__"),
          text,
        ),
        (map) => {
          expect(texts(serialisedTexts(map))).toEqual({ ...map })
        },
      ),
    )
  })

  test("a text of more than 65,535 bytes is read", () => {
    expect(texts(serialisedTexts({ long: "x".repeat(70_000) })).long).toHaveLength(70_000)
  })

  test("a text that stands only once is found by its handle; other values are passed over", () => {
    // The class is handle 0, the map 1, the first text 2.
    const boolean = Buffer.concat([
      u1(0x73),
      classDescription("java.lang.Boolean", 2, [["Z", "value"]]),
      u1(1),
    ])
    expect(
      texts(
        serialisedMap([
          [textValue("a"), reference(2)],
          [textValue("b"), boolean],
          [textValue("c"), u1(0x70)],
        ]),
      ),
    ).toEqual({ a: "a" })
  })

  test("fields of every primitive type and of ancestors are read in Java's order", () => {
    const parent = Buffer.concat([
      u1(0x72),
      shortText("P"),
      u8(1n),
      u1(2),
      u2(1),
      Buffer.from("J"),
      shortText("long"),
      u1(0x78),
      u1(0x70),
    ])
    const child = Buffer.concat([
      u1(0x72),
      shortText("C"),
      u8(1n),
      u1(2),
      u2(7),
      ...["Bbyte", "Cchar", "Ddouble", "Ffloat", "Iint", "Sshort", "Zbool"].map((field) =>
        Buffer.concat([Buffer.from(field.charAt(0)), shortText(field.slice(1))]),
      ),
      u1(0x78),
      parent,
    ])
    const double = Buffer.alloc(8)
    double.writeDoubleBE(2.5)
    const float = Buffer.alloc(4)
    float.writeFloatBE(0.5)
    const value = readJavaObject(
      stream(u1(0x73), child, u8(-5n), u1(-2), u2(0x41), double, float, u4(-7), u2(-3 & 0xffff), u1(1)),
    )
    expect(value).toMatchObject({
      className: "C",
      fields: new Map<string, unknown>([
        ["long", -5n],
        ["byte", -2],
        ["char", "A"],
        ["double", 2.5],
        ["float", 0.5],
        ["int", -7],
        ["short", -3],
        ["bool", true],
      ]),
    })
  })

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["another magic number", Buffer.from([0xac, 0xed, 0, 6, 0x70])],
    ["a text longer than the stream", stream(u1(0x74), u2(65_535), Buffer.from("a"))],
    ["a text of 2^62 bytes", stream(u1(0x7c), u8(1n << 62n))],
    ["a text of negative length", stream(u1(0x7c), u8(-1n))],
    ["no UTF-8", stream(u1(0x74), u2(2), Buffer.from([0xc3, 0x28]))],
    ["half a letter", stream(u1(0x74), u2(1), Buffer.from([0xe2]))],
    ["four-byte UTF-8, which Java never writes", stream(u1(0x74), u2(4), Buffer.from("😀"))],
    [
      "65,535 fields that are not there",
      stream(u1(0x73), u1(0x72), shortText("C"), u8(1n), u1(2), u2(65_535)),
    ],
    ["an externalizable object", stream(u1(0x73), classDescription("C", 0x0c))],
    ["a reference to nothing", stream(reference(0))],
    ["a reference before the first", stream(reference(-1))],
    [
      "a class that is its own ancestor",
      stream(u1(0x73), u1(0x72), shortText("C"), u8(1n), u1(2), u2(0), u1(0x78), reference(0), u1(0)),
    ],
    [
      "an object whose class is an object",
      stream(u1(0x73), classDescription("C", 3), u1(0x73), reference(1)),
    ],
    ["an array", stream(u1(0x75), classDescription("[I", 2), u4(0x7fffffff))],
    ["an exception", stream(u1(0x7b))],
    ["a block of 2^31-1 bytes", stream(u1(0x73), classDescription("C", 3), u1(0x7a), u4(0x7fffffff))],
    [
      "nesting without end",
      stream(...Array<Buffer>(5_000).fill(Buffer.concat([u1(0x73), classDescription("C", 3)]))),
    ],
    ["a field of no known type", stream(u1(0x73), classDescription("C", 2, [["Q", "x"]]))],
  ])("%s is refused", (_name, bytes) => {
    expect(() => readJavaObject(bytes)).toThrow(RangeError)
  })

  test("more values than any backup holds are refused", () => {
    const many = Array<readonly [Buffer, Buffer]>(150_000).fill([u1(0x70), u1(0x70)])
    expect(() => readJavaObject(serialisedMap(many))).toThrow(RangeError)
  })

  test.each([
    ["a text", stream(textValue("a"))],
    ["another class", stream(u1(0x73), classDescription("java.util.TreeMap", 3), u1(0x78))],
    [
      "two billion pairs that are not there",
      serialisedMap([[textValue("a"), textValue("b")]], 2_000_000_000),
    ],
    ["minus one pair", serialisedMap([], -1)],
    ["a map without its counts", stream(u1(0x73), classDescription("java.util.HashMap", 3), u1(0x78))],
  ])("%s is no map of texts", (_name, bytes) => {
    expect(() => texts(bytes)).toThrow(RangeError)
  })
})
