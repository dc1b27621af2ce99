/** @file Profiles of AWS's own files on their way into Keycard, and what of it can be undone. */
import type { ConfigImport, ImportDeps, TakenOver } from "../core/aws/config-import/take-over.ts"
import type { ImportRow } from "../core/aws/config-import/types.ts"
import { AppError } from "../core/errors.ts"
import type { Request, Response } from "../shared/ipc/contract.ts"
import type { ConfigRow } from "../shared/ipc/config-contract.ts"

/** A person undoes the last thing, or the one before. */
const UNDO_AT_MOST = 4

export interface ConfigDesk {
  preview(): Promise<Response<"config:preview">>
  takeOver(request: Request<"config:take-over">): Promise<Response<"config:take-over">>
  /** @throws AppError `not-found` `draft` */
  undo(batchId: string): Promise<Response<"config:undo">>
  /** Locked: nothing can be undone any more. */
  forget(): void
}

/** What reads the files, loaded when it is asked for. */
export const lazyConfigImport = (deps: ImportDeps) => async (): Promise<ConfigImport> =>
  (await import("../core/aws/config-import/take-over.ts")).createConfigImport(deps)

/** @param load makes what reads the files: hardly any start needs it. */
export function createConfigDesk(load: () => Promise<ConfigImport>, uuid: () => string): ConfigDesk {
  const done = new Map<string, TakenOver>()
  return {
    preview: async () => ({ rows: (await (await load()).preview()).map(rowView) }),
    async takeOver({ profiles, names, removePlainText }) {
      const byProfile = Object.fromEntries(names.map(({ profile, name }) => [profile, name]))
      const taken = await (await load()).takeOver(profiles, { removePlainText, names: byProfile })
      const batchId = uuid()
      const oldest = done.keys().next()
      if (done.size >= UNDO_AT_MOST && !oldest.done) done.delete(oldest.value)
      done.set(batchId, taken)
      const notMoved = taken.notMoved.map(({ section, error }) => ({ section, error }))
      return { profiles: taken.profiles.length, keys: taken.keys.length, notMoved, batchId }
    },
    async undo(batchId) {
      const taken = done.get(batchId)
      if (taken === undefined) throw new AppError({ kind: "not-found", what: "draft" })
      const undone = await (await load()).undo(taken)
      done.delete(batchId)
      return undone
    },
    forget: () => done.clear(),
  }
}

/** Field by field: what is added to a row later does not cross by itself. */
function rowView({ base, center, roles, ...row }: ImportRow): ConfigRow {
  const { profile, kind, name, status, here, barrier, notes } = row
  const key =
    base === null
      ? null
      : base.kind === "kept" || base.alike !== null
        ? { name: base.name, tail: null, removable: false }
        : { name: base.name, tail: base.tail, removable: base.file === "credentials" }
  return {
    ...{ profile, kind, name, status, here, barrier, notes: [...notes], key },
    roleArn: roles.at(-1)?.arn ?? null,
    rolesBefore: Math.max(0, roles.length - 1),
    center: center && { startUrl: center.startUrl, accountId: center.accountId, roleName: center.roleName },
  }
}
