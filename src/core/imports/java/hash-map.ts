import { isJavaObject } from "./values.ts"
import type { JavaValue } from "./values.ts"

/**
 * The texts of a `java.util.HashMap` by their names: what HashMap.writeObject writes is eight bytes (buckets, number of
 * pairs), then keys and values in turn. Pairs of anything else are left out.
 * @throws RangeError when it is no such map, or has not as many pairs as it says
 */
export function textsOfHashMap(value: JavaValue): Map<string, string> {
  if (!isJavaObject(value) || value.className !== "java.util.HashMap") throw new RangeError("no HashMap")
  const [head, ...pairs] = value.written
  if (!(head instanceof Uint8Array) || head.length !== 8) throw new RangeError("no HashMap")
  const count = new DataView(head.buffer, head.byteOffset, 8).getInt32(4)
  if (pairs.length !== 2 * count) throw new RangeError("another number of pairs")
  const texts = new Map<string, string>()
  for (let at = 0; at < pairs.length; at += 2) {
    const name = pairs[at]
    const text = pairs[at + 1]
    if (typeof name === "string" && typeof text === "string") texts.set(name, text)
  }
  return texts
}
