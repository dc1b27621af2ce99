/** @file Check-ups for the window: one at a time, what was accepted apart, and what can be mended at a press. */
import { acceptedKeys, withAccepted } from "../core/checkup/accepted.ts"
import { findingKey } from "../core/checkup/finding-key.ts"
import { type Finding, severityOf } from "../core/checkup/finding.ts"
import type { KeySight } from "../core/checkup/look-at-account.ts"
import { remedyOf, type Remedy } from "../core/checkup/remedy.ts"
import type { CheckupOptions, CheckupStep } from "../core/checkup/run-checkup.ts"
import { AppError, isAppError, type AppErrorData } from "../core/errors.ts"
import type { BackupFiles } from "../core/ports/backup-files.ts"
import type { FileModes } from "../core/ports/file-modes.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { CheckupView, FindingView, RemedyView } from "../shared/ipc/insight-views.ts"
import { checkupRow } from "../shared/words/checkup-row.ts"
import { checkupWords } from "../shared/words/checkup.ts"
import type { FileDialogs } from "./file-dialogs.ts"

export interface CheckupDesk {
  view(): Promise<CheckupView>
  /** A second wish joins the first. Rejects only for a bug: what a person can meet stands in the view. */
  run(): Promise<CheckupView>
  cancel(): void
  accept(ref: string, accepted: boolean): Promise<CheckupView>
  /** @throws AppError `not-found`, `file` */
  mend(ref: string): Promise<CheckupView>
  undo(ref: string): Promise<CheckupView>
  save(): Promise<{ path: string | null }>
  /** Calls off what runs, and lets go of what was found: names and paths are nobody's business while locked. */
  forget(): void
}

export interface CheckupDeskDeps {
  readonly check: (options: CheckupOptions) => Promise<Finding[]>
  readonly index: VaultIndex
  readonly modes: FileModes
  readonly files: Pick<BackupFiles, "write">
  readonly dialogs: Pick<FileDialogs, "save">
  readonly nowMs: () => number
  readonly onStep: (step: CheckupStep) => void
}

type Restrict = Extract<Remedy, { do: "restrict" }>

interface Report {
  readonly findings: ReadonlyMap<string, Finding>
  readonly atMs: number
  readonly mended: Map<string, Restrict>
  readonly sights: readonly KeySight[]
}

export function createCheckupDesk(deps: CheckupDeskDeps): CheckupDesk {
  const { index, modes, nowMs } = deps
  let running: { abort: AbortController; step: CheckupStep; done: Promise<void> } | null = null
  let report: Report | null = null
  let error: AppErrorData | null = null

  async function view(): Promise<CheckupView> {
    const { checkup } = await index.read()
    return {
      running: running?.step ?? null,
      lastRunAtMs: checkup.lastRunAtMs,
      findings: report === null ? null : findingViews(report, acceptedKeys(checkup)),
      keys: report?.sights.map(keySightView) ?? [],
      error,
    }
  }

  async function check(abort: AbortController, onStep: (step: CheckupStep) => void): Promise<void> {
    try {
      const sights: KeySight[] = []
      const onSight = (sight: KeySight) => sights.push(sight)
      const found = await deps.check({ signal: abort.signal, onStep, onSight })
      if (abort.signal.aborted) return
      const atMs = nowMs()
      const findings = new Map(found.map((each) => [findingKey(each), each]))
      report = { findings, atMs, mended: new Map(), sights }
      await index.update((vault) => ({ ...vault, checkup: { ...vault.checkup, lastRunAtMs: atMs } }))
    } catch (cause) {
      if (isAppError(cause, "cancelled") || abort.signal.aborted) return
      if (!(cause instanceof AppError)) throw cause
      error = cause.data
    }
  }

  function start(): Promise<void> {
    if (running !== null) return running.done
    error = null
    const abort = new AbortController()
    const step: CheckupStep = { at: "machine", key: null, done: 0, total: 1 }
    const mine = { abort, step, done: Promise.resolve() }
    running = mine
    mine.done = check(abort, (next) => {
      mine.step = next
      if (running === mine) deps.onStep(next)
    }).finally(() => {
      if (running === mine) running = null
    })
    return mine.done
  }

  const found = (ref: string): { finding: Finding; from: Report } => {
    const finding = report?.findings.get(ref)
    if (report === null || finding === undefined) throw new AppError({ kind: "not-found", what: "draft" })
    return { finding, from: report }
  }

  const desk: CheckupDesk = {
    view,
    async run() {
      await start()
      return view()
    },
    cancel() {
      running?.abort.abort()
      running = null
    },
    async accept(ref, accepted) {
      found(ref)
      await index.update((vault) => ({
        ...vault,
        checkup: withAccepted(vault.checkup, ref, accepted, nowMs()),
      }))
      return view()
    },
    async mend(ref) {
      const { finding, from } = found(ref)
      const remedy = remedyOf(finding)
      if (remedy?.do !== "restrict" || from.mended.has(ref)) return view()
      await modes.change(remedy.path, remedy.from, remedy.to)
      from.mended.set(ref, remedy)
      return view()
    },
    async undo(ref) {
      const { from } = found(ref)
      const done = from.mended.get(ref)
      if (done === undefined) return view()
      await modes.change(done.path, done.to, done.from)
      from.mended.delete(ref)
      return view()
    },
    async save() {
      if (report === null) return { path: null }
      const { findings, atMs, sights } = report
      const time = new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z")
      const name = `keycard-checkup-${time.slice(0, 10)}.json`
      const path = await deps.dialogs.save({ name, ending: "json", title: "Save the check-up" })
      if (path === null) return { path }
      const accepted = acceptedKeys((await index.read()).checkup)
      const rows = [...findings.values()].map((finding) => checkupRow(finding, accepted, atMs))
      const text = `${JSON.stringify({ checkedAt: time, findings: rows, keys: sights }, null, 2)}\n`
      await deps.files.write(path, Buffer.from(text, "utf8"), { replace: true })
      return { path }
    },
    forget() {
      desk.cancel()
      report = null
      error = null
    },
  }
  return desk
}

function findingViews({ findings, mended, atMs }: Report, accepted: ReadonlySet<string>): FindingView[] {
  return [...findings].map(([ref, finding]) => ({
    ref,
    severity: severityOf(finding),
    ...checkupWords(finding, atMs),
    state: mended.has(ref) ? "mended" : accepted.has(ref) ? "accepted" : "open",
    remedy: remedyView(remedyOf(finding)),
  }))
}

const keySightView = ({ key, may, mayNot }: KeySight) => ({ key, may: [...may], mayNot: [...mayNot] })

/** Without what the page has no use for. */
function remedyView(remedy: Remedy | null): RemedyView | null {
  return remedy?.do === "restrict" ? { do: "restrict", path: remedy.path } : remedy
}
