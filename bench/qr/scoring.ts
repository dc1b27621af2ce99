/** @file Whether what was read is what stands in the picture. */

/** What is known of a picture, as its set's `expected.json` has it. */
export interface Expected {
  readonly file: string
  /** The true texts; none when nobody knows. */
  readonly expected: readonly string[] | null
  /** Other texts that are in the picture as well. */
  readonly alt?: readonly string[]
  /** Texts that differ by a guess at the character set. */
  readonly enc?: readonly string[]
  /** Texts that one decoder alone has read. */
  readonly uncorroborated?: readonly string[]
  /** The picture holds no code. */
  readonly negative?: boolean
}

export interface Score {
  /** The text is known: the picture counts. */
  readonly counts: boolean
  /** At least one true text was read exactly. */
  readonly hit: boolean
  /** Something was read that is not in the picture. */
  readonly isFalse: boolean
}

const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/[\s\0]+$/, "")
const ascii = (text: string): string => plain(text).replace(/[^\x20-\x7e]+/g, "")

export function score(known: Expected, read: readonly string[]): Score {
  const texts = new Set(read.map(plain).filter((text) => text !== ""))
  const expected = (known.expected ?? []).map(plain)
  const inPicture = [...expected, ...(known.alt ?? []).map(plain)]
  const tolerated = [...(known.enc ?? []), ...(known.uncorroborated ?? [])].map(plain)
  const isVariant = (text: string): boolean =>
    inPicture.some((other) => /[^\0-\x7f]/.test(text + other) && ascii(text) === ascii(other))
  const isKnown = (text: string): boolean =>
    inPicture.includes(text) || tolerated.includes(text) || isVariant(text)
  const counts = expected.length > 0
  return {
    counts,
    hit: expected.some((text) => texts.has(text)),
    isFalse: (counts || known.negative === true) && ![...texts].every(isKnown),
  }
}
