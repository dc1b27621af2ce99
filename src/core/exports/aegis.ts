/** @file Writes a plain export as Aegis reads it: beemdevelopment/Aegis, docs/vault.md, "Vault format" (content version 3). */
import type { BackupDeps, LeftOut, Outgoing } from "../backup/service.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { aegisKept } from "./aegis-kept.ts"

/** `info` of an entry: what makes its codes. */
export interface AegisInfo {
  /** Base32 without padding. */
  readonly secret: string
  readonly algo: string
  readonly digits: number
  readonly period?: number
  readonly counter?: number
  readonly pin?: string
}

export interface AegisExport {
  readonly json: string
  readonly left: LeftOut[]
}

/** Tags become groups, pinned ones favourites. Icons are made anew by Aegis. */
export function writeAegis(outgoing: Outgoing, random: BackupDeps["random"]): AegisExport {
  const groupIds = new Map<string, string>()
  for (const tag of outgoing.entries.flatMap(({ tags = [] }) => tags))
    if (!groupIds.has(tag)) groupIds.set(tag, random.uuid())
  const left = [...outgoing.left]
  const foreign = outgoing.kept.flatMap((kept) => {
    const written = aegisKept(kept.uri)
    if (written === null) left.push({ issuer: kept.issuer, account: kept.account, reason: "type" })
    return written === null ? [] : [entryOf(kept, written.type, written.info, random.uuid(), [])]
  })
  const entries = outgoing.entries.map((entry) =>
    entryOf(
      entry,
      entry.type,
      infoOf(entry),
      random.uuid(),
      (entry.tags ?? []).flatMap((tag) => groupIds.get(tag) ?? []),
    ),
  )
  const file = {
    version: 1,
    header: { slots: null, params: null },
    db: {
      version: 3,
      entries: [...entries, ...foreign],
      groups: [...groupIds].map(([name, uuid]) => ({ uuid, name })),
      icons_optimized: true,
    },
  }
  return { json: `${JSON.stringify(file, null, 4)}\n`, left }
}

function entryOf(
  { issuer, account, note = "", pinned = false }: Pick<OtpEntry, "issuer" | "account" | "note" | "pinned">,
  type: string,
  info: AegisInfo,
  uuid: string,
  groups: readonly string[],
) {
  return {
    type,
    uuid,
    name: account,
    issuer,
    note,
    favorite: pinned,
    icon: null,
    icon_mime: null,
    icon_hash: null,
    info,
    groups,
  }
}

function infoOf({ type, secret, algorithm, digits, period, counter }: OtpEntry): AegisInfo {
  const common = { secret, algo: algorithm, digits }
  return type === "hotp" ? { ...common, counter } : { ...common, period }
}
