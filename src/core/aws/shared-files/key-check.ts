import { readEntries } from "./entries.ts"
import { COLON, EQUALS, stripped } from "./scan-lines.ts"

/** Up to as many keys their fingerprints are compared one by one. */
const FEW = 32

/**
 * Finds a key that stands twice in a section. It asks for fingerprints first, and takes the keys out of the text only
 * where two are alike, where they are many, and in `[DEFAULT]`, whose keys count together wherever it stands.
 */
export class KeyCheck {
  readonly #text: string
  readonly #keysOfDefault = new Set<string>()
  readonly #prints = new Int32Array(FEW)
  #count = 0
  #keys: Set<string> | null = null
  #start = 0
  /**
   * Of the key taken last, a number that two keys share when they are the same but for case; others may share it, too.
   * `null` beyond ASCII, where a letter's other case may be anything, an ASCII letter too.
   */
  #print: number | null = null

  constructor(text: string) {
    this.#text = text
  }

  /** @param start where the section's header stands. */
  enterSection(name: string, start: number): void {
    this.#start = start
    this.#count = 0
    this.#keys = name === "DEFAULT" ? this.#keysOfDefault : null
  }

  #isFirst(print: number): boolean {
    if (this.#count === FEW) return false
    for (let at = 0; at < this.#count; at++) if (this.#prints[at] === print) return false
    this.#prints[this.#count++] = print
    return true
  }

  /**
   * Takes the key of a line.
   * @param from where the line begins, blanks left out. @param to where it ends.
   * @returns the offset of the first `=` or `:`, which ends the key; -1 when there is none.
   */
  take(from: number, to: number): number {
    let print = 0
    let isAscii = true
    for (let at = from; at < to; at++) {
      const code = this.#text.charCodeAt(at)
      if (code === EQUALS || code === COLON) {
        this.#print = isAscii ? print : null
        return at
      }
      isAscii &&= code <= 0x7f
      if (code > 0x20) print = (Math.imul(print, 31) + (code | 0x20)) & 0x3fffffff
    }
    return -1
  }

  /** Whether the key that was taken last is the second of its name. @param separator what {@link take} returned */
  isSecond(from: number, separator: number): boolean {
    if (this.#keys === null) {
      if (this.#print !== null && this.#isFirst(this.#print)) return false
      this.#keys = new Set(readEntries(this.#text, this.#start, from, 0).map(({ key }) => key))
    }
    return this.#keys.size === this.#keys.add(stripped(this.#text, from, separator).toLowerCase()).size
  }
}
