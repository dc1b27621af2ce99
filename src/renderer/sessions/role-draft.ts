/** @file The roles of a profile as they are typed, and back. Pure. */
import type { SessionCard } from "../../shared/ipc/views.ts"
import type { Request } from "../../shared/ipc/contract.ts"

type Sent = NonNullable<Request<"aws:profile-add">["roleOptions"]>[number]
type Tag = Sent["tags"][number]

/** One role, every field as text. */
export interface RoleDraft {
  /** Tells one row from another while they come and go. */
  readonly row: number
  readonly arn: string
  readonly externalId: string
  readonly sessionName: string
  readonly sourceIdentity: string
  /** `team=ops, cost=7` */
  readonly tags: string
  /** Those that the roles after it keep. */
  readonly passedOn: string
  readonly policy: string
  readonly policyArns: string
}

let rows = 0

export function emptyRole(arn = ""): RoleDraft {
  const options = { externalId: "", sessionName: "", sourceIdentity: "", tags: "", passedOn: "" }
  return { row: ++rows, arn, ...options, policy: "", policyArns: "" }
}

const tagsText = (tags: readonly Tag[], transitive: boolean) =>
  tags
    .filter((tag) => tag.transitive === transitive)
    .map(({ key, value }) => `${key}=${value}`)
    .join(", ")

/** A row for each role; one empty row where there is none. */
export function roleDrafts(session: Pick<SessionCard, "roleArns" | "roleOptions"> | null): RoleDraft[] {
  const drafts = (session?.roleArns ?? []).map((arn, index): RoleDraft => {
    const options = session?.roleOptions[index]
    if (options === undefined) return emptyRole(arn)
    return {
      ...emptyRole(arn),
      externalId: options.externalId ?? "",
      sessionName: options.sessionName ?? "",
      sourceIdentity: options.sourceIdentity ?? "",
      tags: tagsText(options.tags, false),
      passedOn: tagsText(options.tags, true),
      policy: options.policy ?? "",
      policyArns: options.policyArns.join(" "),
    }
  })
  return drafts.length === 0 ? [emptyRole()] : drafts
}

/** Neither a tag's name nor its value can have a comma. What has no `=` is a name without a value. */
function readTags(text: string, transitive: boolean): Tag[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [key = "", ...value] = part.split("=")
      return { key: key.trim(), value: value.join("=").trim(), transitive }
    })
}

export const splitArns = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** Rows without an ARN are no roles; an ARN with spaces is several, as people paste them. */
export function sentRoles(drafts: readonly RoleDraft[]): { roleArns: string[]; roleOptions: Sent[] } {
  const rows = drafts.flatMap((draft) => splitArns(draft.arn).map((arn) => ({ arn, draft })))
  return {
    roleArns: rows.map(({ arn }) => arn),
    roleOptions: rows.map(({ draft }) => ({
      externalId: draft.externalId.trim(),
      sessionName: draft.sessionName.trim(),
      sourceIdentity: draft.sourceIdentity.trim(),
      tags: [...readTags(draft.tags, false), ...readTags(draft.passedOn, true)],
      policy: draft.policy,
      policyArns: splitArns(draft.policyArns),
    })),
  }
}

/** Whether anything beside the ARN is said. */
export function hasOptions({ row: _row, arn: _arn, ...options }: RoleDraft): boolean {
  return Object.values(options).some((text) => text.trim() !== "")
}

/** The longest a session of so many roles lasts, in seconds. */
export function longestSeconds(roles: number, assume: SessionCard["assume"]): number {
  if (roles === 0) return 129_600
  return roles > 1 || assume === "session" ? 3_600 : 43_200
}
