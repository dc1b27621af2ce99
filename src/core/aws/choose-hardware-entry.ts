import { AppError } from "../errors.ts"
import type { HardwareEntryOf, HardwareKey } from "../ports/code-source.ts"

const OF_AWS = /\b(aws|amazon)\b/i

/** Entries that are AWS's by their name come first. */
export function awsEntriesFirst(names: readonly string[]): string[] {
  return [...names].sort(
    (a, b) => Number(OF_AWS.test(b)) - Number(OF_AWS.test(a)) || a.localeCompare(b, "en"),
  )
}

/**
 * The one entry that is meant, where nothing else can be: never a guess.
 * @param wanted its whole name, or words of it; absent: the only one, or the only one of AWS
 * @throws AppError `yubikey`; `ambiguous` with what there is to choose from, as `SERIAL NAME`.
 */
export function chooseHardwareEntry(
  keys: readonly HardwareKey[],
  serial: string | undefined,
  wanted: string | undefined,
): HardwareEntryOf {
  const asked = keys.filter((key) => serial === undefined || key.serial === serial)
  if (asked.length === 0)
    throw new AppError({
      kind: "yubikey",
      problem: keys.length === 0 ? "none" : "absent",
      serial: serial ?? null,
    })
  const all = asked.flatMap((key) => key.entries.map(({ name }) => ({ serial: key.serial, entry: name })))
  const fitting = narrowed(all, wanted)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  if (only === undefined) {
    const hindered = asked.find(({ problem }) => problem !== null)?.problem
    if (hindered) throw new AppError(hindered)
    throw new AppError({ kind: "yubikey", problem: "no-entry", serial: serial ?? null })
  }
  const candidates = fitting.map((each) => `${each.serial} ${each.entry}`)
  throw new AppError({ kind: "ambiguous", what: "account", query: wanted ?? "", candidates })
}

function narrowed(all: readonly HardwareEntryOf[], wanted: string | undefined): readonly HardwareEntryOf[] {
  if (wanted === undefined) {
    const ofAws = all.filter(({ entry }) => OF_AWS.test(entry))
    return ofAws.length === 1 ? ofAws : all
  }
  const exact = all.filter(({ entry }) => entry === wanted)
  if (exact.length > 0) return exact
  const words = wanted.toLowerCase().split(/\s+/)
  return all.filter(({ entry }) => words.every((word) => entry.toLowerCase().includes(word)))
}
