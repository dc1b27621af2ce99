/** @file Guesses whether bytes without any mark are ciphertext, for formats that begin at once with it. */

/** How other files begin, in hexadecimal: pictures, archives, databases, programs, documents, KDBX, Java's objects. */
const KNOWN_STARTS = [
  ...["89504e47", "ffd8ff", "47494638", "52494646", "424d", "49492a00", "4d4d002a", "0000000c6a502020"],
  ...["504b", "1f8b", "425a68", "fd377a585a", "377abcaf271c", "526172211a07", "28b52ffd", "04224d18"],
  ...["53514c69746520666f726d61742033", "03d9a29a", "aced0005", "25504446", "7f454c46", "4d5a", "cafebabe"],
  ...[
    "cffaedfe",
    "d0cf11e0",
    "4f676753",
    "494433",
    "1a45dfa3",
    "41555448454e",
    "41757468656e",
    "62706c697374",
  ],
]

/** As ISO base media (HEIC, MP4) writes it from byte 4. */
const FTYP = "66747970"

/**
 * Ciphertext has all values equally often. Pearson's chi-squared test over the 16 values of half bytes, 15 degrees of
 * freedom: of true ciphertexts, fewer than one in a million lies above 70; text, tables and programs lie far above.
 */
export function looksEncrypted(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 16)).toString("hex")
  if (start.slice(8, 16) === FTYP || KNOWN_STARTS.some((known) => start.startsWith(known))) return false
  const counts = new Array<number>(16).fill(0)
  for (const byte of bytes) {
    counts[byte >> 4] = (counts[byte >> 4] ?? 0) + 1
    counts[byte & 15] = (counts[byte & 15] ?? 0) + 1
  }
  const expected = (2 * bytes.length) / 16
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return bytes.length > 0 && chiSquared < 70
}
