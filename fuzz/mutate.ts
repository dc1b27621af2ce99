/** @file Changes an input as coverage-guided fuzzers do: bits, bytes, numbers, pieces, words of the seeds, halves of others. */

/** A number from 0 up to and without `limit`. */
export type Chance = (limit: number) => number

/** The longest input that is tried. */
export const MAX_INPUT = 65_536

const NUMBERS = [
  "0",
  "1",
  "-1",
  "255",
  "256",
  "65536",
  "2147483647",
  "2147483648",
  "4294967295",
  "9007199254740993",
  "1e308",
  "1.5",
  "99999999999999999999",
]
const WORDS = [
  "null",
  "{}",
  "[]",
  '""',
  "__proto__",
  "constructor",
  "%00",
  "%",
  "&",
  "\\u0000",
  "\ufeff",
  "\u202e",
  "<![CDATA[",
  "<!DOCTYPE a [",
  "&#0;",
  "otpauth://",
  "otpauth-migration://offline?data=",
]

/** xorshift32 (Marsaglia 2003): the same numbers for the same seed. */
export function chanceOf(seed: number): Chance {
  let state = seed | 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

/** Words of inputs: what stands between quotes, names, runs of letters. */
export function wordsOf(inputs: readonly Uint8Array[]): Uint8Array[] {
  const words = new Set<string>(WORDS)
  for (const input of inputs) {
    const text = Buffer.from(input).toString("latin1")
    for (const [word] of text.matchAll(/[A-Za-z_][\w.:-]{2,40}/g)) if (words.size < 2_000) words.add(word)
  }
  return [...words].map((word) => Buffer.from(word, "utf8"))
}

/** @param others what may be spliced in */
export function mutate(
  input: Uint8Array,
  others: readonly Uint8Array[],
  words: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  let bytes = input
  for (let count = 1 << chance(4); count > 0; count--) bytes = changed(bytes, others, words, chance)
  return bytes.length > MAX_INPUT ? bytes.slice(0, MAX_INPUT) : bytes
}

function changed(
  bytes: Uint8Array,
  others: readonly Uint8Array[],
  words: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  const length = bytes.length
  const at = chance(length + 1)
  const end = Math.min(length, at + 1 + chance(chance(2) === 0 ? 8 : 256))
  const put = (piece: Uint8Array, until = at) =>
    Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(until)])
  switch (chance(11)) {
    case 0: {
      const copy = Uint8Array.from(bytes)
      if (at < length) copy[at] = (copy[at] ?? 0) ^ (1 << chance(8))
      return copy
    }
    case 1:
      return put(Uint8Array.of(chance(256)), at + 1)
    case 2:
      return put(
        Uint8Array.from([0x00, 0xff, 0x7f, 0x80, 0x20, 0x0a, 0x22, 0x3c].slice(chance(8)).slice(0, 1)),
        at + 1,
      )
    case 3:
      return put(new Uint8Array(), end)
    case 4:
      return put(bytes.subarray(at, end))
    case 5:
      return put(Buffer.concat(Array<Uint8Array>(2 + chance(30)).fill(bytes.subarray(at, end))))
    case 6:
      return put(words[chance(words.length)] ?? new Uint8Array(), chance(2) === 0 ? at : end)
    case 7: {
      const other = others[chance(others.length)] ?? bytes
      const start = chance(other.length + 1)
      return put(other.subarray(start, start + chance(512)), chance(2) === 0 ? at : end)
    }
    case 8:
      return withNumber(bytes, chance)
    case 9: {
      const wide = Buffer.alloc(4)
      wide.writeUInt32BE([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xffff, length, 0x10000][chance(8)] ?? 0)
      const piece = chance(2) === 0 ? wide : wide.subarray(2)
      return put(chance(2) === 0 ? piece : Uint8Array.from(piece).reverse(), at + piece.length)
    }
    default:
      return bytes.subarray(0, at)
  }
}

/** Another number in place of one that stands there in digits. */
function withNumber(bytes: Uint8Array, chance: Chance): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1")
  const numbers = [...text.matchAll(/-?\d+/g)]
  const found = numbers[chance(numbers.length || 1)]
  if (found === undefined) return bytes
  const number = NUMBERS[chance(NUMBERS.length)] ?? "0"
  return Buffer.from(
    text.slice(0, found.index) + number + text.slice(found.index + found[0].length),
    "latin1",
  )
}
