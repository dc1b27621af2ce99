/** The wait doubles from the third wrong passphrase on, up to a minute. Nothing is ever erased. */
const FREE = 2
const FIRST_MS = 1_000
const MOST_MS = 60_000

/** How long to wait after so many wrong passphrases in a row, in milliseconds. Argon2id itself slows down the rest. */
export function waitAfterMs(wrong: number): number {
  return wrong <= FREE ? 0 : Math.min(MOST_MS, FIRST_MS * 2 ** (wrong - FREE - 1))
}
