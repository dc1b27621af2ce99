/** @file What aws-vault's own settings say of a role's session: `source_identity`, `session_tags` and
 *  `transitive_session_tags`, as its usage guide has them. AWS's own tools do not read them. */
import { isAppError } from "../../errors.ts"
import type { SessionTag } from "../../vault/role-options.ts"
import { checkChainOptions, checkRoleOptions } from "../role-values.ts"
import type { RoleOptionsInput } from "../role-values.ts"
import { said } from "./effective.ts"
import type { Values } from "./effective.ts"
import type { ImportedRole, ImportNote } from "./types.ts"

type SessionValues = Pick<ImportedRole, "sourceIdentity" | "tags">

function takes(check: () => unknown): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (isAppError(error, "aws-value")) return false
    throw error
  }
}

const areTaken = (options: RoleOptionsInput) => takes(() => checkRoleOptions(options, "aws"))

/** `key=value,key=value`, and the names of those that go on to the next role. null: not written so. */
function tagsIn(text: string, transitive: string | null): SessionTag[] | null {
  const names = new Set((transitive ?? "").split(",").map((name) => name.trim()))
  const tags: SessionTag[] = []
  for (const pair of text.split(",")) {
    const at = pair.indexOf("=")
    if (at < 1) return null
    const key = pair.slice(0, at).trim()
    tags.push({ key, value: pair.slice(at + 1).trim(), transitive: names.has(key) })
  }
  return tags
}

/** What is said and AWS takes; what it does not is noted. */
export function sessionValuesIn(values: Values, notes: ImportNote[]): SessionValues {
  const identity = said(values, "source_identity")
  const text = said(values, "session_tags")
  const tags = text === null ? null : tagsIn(text, said(values, "transitive_session_tags"))
  const hasIdentity = identity !== null && areTaken({ sourceIdentity: identity })
  const hasTags = tags !== null && areTaken({ tags })
  if (identity !== null && !hasIdentity) notes.push({ kind: "source-identity-dropped" })
  if (text !== null && !hasTags) notes.push({ kind: "session-tags-dropped" })
  return { ...(hasIdentity ? { sourceIdentity: identity } : {}), ...(hasTags ? { tags } : {}) }
}

/**
 * In a chain an identity stays as the first role set it, and a transitive tag goes along by itself: what a later role
 * says against that is left out, and noted.
 */
export function asOneChain(roles: readonly ImportedRole[], notes: ImportNote[]): ImportedRole[] {
  const partitions = roles.map(() => "aws")
  const said = roles.map(({ sourceIdentity, tags }) => ({ sourceIdentity, tags }))
  if (said.every(({ sourceIdentity, tags }) => sourceIdentity === undefined && tags === undefined))
    return [...roles]
  if (takes(() => checkChainOptions(said, partitions))) return [...roles]
  notes.push({ kind: "source-identity-dropped" }, { kind: "session-tags-dropped" })
  return roles.map((role, index) => {
    const { sourceIdentity: _identity, tags: _tags, ...rest } = role
    return index === 0 ? role : rest
  })
}
