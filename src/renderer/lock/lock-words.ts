/** @file Words and small sums about passphrases and the lock. */

/** Full seconds until an instant, never negative; 0 for none. */
export function secondsUntil(atMs: number | null, nowMs: number): number {
  return atMs === null ? 0 : Math.max(0, Math.ceil((atMs - nowMs) / 1000))
}

export const MIN_PASSPHRASE_LENGTH = 8

export interface Strength {
  /** 0: refused or all too easy; 3: long enough for anything. */
  readonly level: 0 | 1 | 2 | 3
  readonly words: string
}

/**
 * What can honestly be said of a passphrase without knowing how it was made: how long it is, and whether it is the
 * same few characters again and again. A guess at its entropy would be a guess.
 */
export function strengthOf(passphrase: string): Strength {
  const characters = Array.from(passphrase.normalize("NFC"))
  const { length } = characters
  const different = new Set(characters.map((each) => each.toLowerCase())).size
  if (length === 0)
    return { level: 0, words: `At least ${MIN_PASSPHRASE_LENGTH} characters; a few random words are better.` }
  if (length < MIN_PASSPHRASE_LENGTH)
    return { level: 0, words: `Too short: ${MIN_PASSPHRASE_LENGTH - length} more to go.` }
  if (different < 5) return { level: 0, words: "Hardly any different characters: easily guessed." }
  if (length < 12)
    return { level: 1, words: "Short. Safe only if it is random; four random words are better." }
  if (length < 20) return { level: 2, words: "Fair length. Strong if nobody could guess its words." }
  return { level: 3, words: "Good length. Strong if it is no quotation." }
}

export const idleChoices: readonly { readonly seconds: number; readonly label: string }[] = [
  { seconds: 60, label: "1 minute" },
  { seconds: 120, label: "2 minutes" },
  { seconds: 300, label: "5 minutes" },
  { seconds: 600, label: "10 minutes" },
  { seconds: 1_800, label: "30 minutes" },
  { seconds: 3_600, label: "1 hour" },
  { seconds: 0, label: "Never" },
]

/** The choices, and what is set where it is none of them. */
export function idleChoicesWith(seconds: number): typeof idleChoices {
  if (idleChoices.some((each) => each.seconds === seconds)) return idleChoices
  const minutes = Math.round(seconds / 60)
  return [{ seconds, label: minutes < 1 ? `${seconds} seconds` : `${minutes} minutes` }, ...idleChoices]
}

/** What the operating system calls the place of its own secrets. */
export function keyringName(platform: string): string {
  if (platform === "darwin") return "macOS Keychain"
  return platform === "win32" ? "Windows Credential Manager" : "system keyring"
}

/** How long ago something was, in whole days. */
export function daysAgoWords(atMs: number, nowMs: number): string {
  const days = Math.max(0, Math.floor((nowMs - atMs) / 86_400_000))
  if (days === 0) return "today"
  return days === 1 ? "yesterday" : `${days} days ago`
}

/** How strong the lock is with the system's own way to know its person. */
export function platformWords({ name, bindsKey }: { name: string; bindsKey: boolean }): string {
  return bindsKey
    ? `The key is bound to ${name} on this computer.`
    : "With it the lock is as strong as your login keychain."
}
