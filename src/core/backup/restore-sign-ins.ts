/** @file Sign-ins to Identity Center that come back with the profiles that need them. */
import type { Vault } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"

/** A sign-in of the backup, and an id for it where its own is taken. */
export interface RestoredSignIn {
  readonly row: SsoSignIn
  readonly otherId: string
}

/** Where the same place to sign in is here already, it is that one. The others come signed out. */
export function restoredSignIns(
  { ssoSignIns }: Vault,
  rows: readonly RestoredSignIn[],
): { readonly added: SsoSignIn[]; readonly ids: ReadonlyMap<string, string> } {
  const names = new Set(ssoSignIns.map(({ name }) => name))
  const taken = new Set(ssoSignIns.map(({ id }) => id))
  const ids = new Map<string, string>()
  const added: SsoSignIn[] = []
  for (const { row, otherId } of rows) {
    const same = [...ssoSignIns, ...added].find((known) => isSamePlace(known, row))
    const id = same?.id ?? (taken.has(row.id) ? otherId : row.id)
    ids.set(row.id, id)
    if (same !== undefined) continue
    const name = freeName(names, row.name)
    names.add(name)
    taken.add(id)
    added.push({ ...row, id, name, signedIn: null })
  }
  return { added, ids }
}

/** Whether two sign-ins are at the same Identity Center. */
export function isSamePlace(a: SsoSignIn, b: SsoSignIn): boolean {
  return a.startUrl === b.startUrl && a.region === b.region && a.endpoint === b.endpoint
}

/** With a number where it is taken. */
export function freeName(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number++) {
    const numbered = `${name.slice(0, 90)} ${number}`
    if (!taken.has(numbered)) return numbered
  }
}
