import { barrierWords, importNoteWords } from "../../shared/words/config-import.ts"
import type { ConfigRow } from "../../shared/ipc/config-contract.ts"
import { cleanName } from "../ui/clean-name.ts"
import { accountWords, identityWords } from "./arn-words.ts"

export interface TakeOverGroups {
  /** They can be chosen. */
  readonly open: readonly ConfigRow[]
  readonly here: readonly ConfigRow[]
  readonly staying: readonly ConfigRow[]
}

export function groupsOf(rows: readonly ConfigRow[]): TakeOverGroups {
  return {
    open: rows.filter(({ status }) => status === "new" || status === "taken"),
    here: rows.filter(({ status }) => status === "same"),
    staying: rows.filter(({ status }) => status === "impossible"),
  }
}

/** What it is: whose credentials, made with which key. */
export function aboutRow({ roleArn, rolesBefore, key, center }: ConfigRow): string {
  if (center !== null) return `${center.roleName} in ${accountWords(center.accountId)}`
  const keyWords =
    key === null ? "" : key.tail === null ? `key ${cleanName(key.name)}` : `the key that ends in ${key.tail}`
  if (roleArn === null) return keyWords === "" ? "" : `Sessions of ${keyWords}`
  const before = rolesBefore === 0 ? "" : ` by way of ${rolesBefore} more`
  return `${identityWords(roleArn)}${before}, with ${keyWords}`
}

/**
 * What is different here, or why it stays.
 * @param renamed a person gave it another name: what was said of the proposed one is not true of that
 */
export function notesOf({ barrier, notes, status, here, name }: ConfigRow, renamed = false): string[] {
  if (barrier !== null) return [barrierWords(barrier).join(" ")]
  if (renamed)
    return notes.filter(({ kind }) => kind !== "name-changed" && kind !== "on-request").map(importNoteWords)
  const taken =
    status === "taken" ? [`“${cleanName(here ?? "")}” is taken: here it will be “${cleanName(name)}”.`] : []
  // What the new name is not, where it is another for that reason, is said already.
  const rest = notes.filter(({ kind }) => !(status === "taken" && kind === "name-changed"))
  return [
    ...taken,
    ...rest.map((note) => withName(importNoteWords(note), note.kind === "name-changed" ? name : null)),
  ]
}

/** A command at the end of a note, which is shown as one. */
export function splitCommand(note: string): { words: string; command: string | null } {
  const at = note.search(/aws-vault export /)
  if (at < 0) return { words: note, command: null }
  return { words: note.slice(0, at), command: note.slice(at) }
}

const withName = (words: string, name: string | null) =>
  name === null ? words : `${words} It will be “${cleanName(name)}”.`

/** The chosen ones with what they are to be called, blanks around it left away. */
export function namedOf(
  rows: readonly ConfigRow[],
  chosen: ReadonlySet<string>,
  typed: ReadonlyMap<string, string>,
): { profile: string; name: string; isProposed: boolean }[] {
  return rows
    .filter(({ profile }) => chosen.has(profile))
    .map((row) => {
      const name = (typed.get(row.profile) ?? row.name).trim()
      return { profile: row.profile, name, isProposed: name === row.name }
    })
}

/** Whether a key of the chosen ones lies in plain text where Keycard could take it out. */
export function holdsPlainText(rows: readonly ConfigRow[], chosen: ReadonlySet<string>): boolean {
  return rows.some(({ profile, key }) => chosen.has(profile) && key?.removable === true)
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`

export function takenWords({ profiles, keys }: { readonly profiles: number; readonly keys: number }): string {
  const both = [counted(profiles, "profile"), ...(keys === 0 ? [] : [counted(keys, "key")])]
  return `Took over ${both.join(" and ")}.`
}

export function undoneWords({
  profiles,
  keptKeys,
}: {
  readonly profiles: number
  readonly keptKeys: number
}): string {
  const kept =
    keptKeys === 0 ? "" : ` ${counted(keptKeys, "key")} stay${keptKeys === 1 ? "s" : ""} in the keychain.`
  return `Took back ${counted(profiles, "profile")}.${kept}`
}
