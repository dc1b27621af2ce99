/** @file Enrolment from wherever it begins: one state that the dialog shows. */
import type { AppErrorData } from "../../core/errors.ts"
import type { Response } from "../../shared/ipc/contract.ts"
import type { Draft, ImportProgress } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { createPrivateStore } from "../store.ts"
import type { Choices } from "./choices.ts"

/** A file of which nothing came, and why. */
export interface Failed {
  readonly name: string
  readonly error: AppErrorData
}

/** What a file holds that cannot be computed. */
export type KeptRow = Extract<Response<"import:read">, { kind: "draft" }>["kept"][number]

/** A file that asks for its password. */
export interface Asking {
  readonly name: string
  /** The program it comes from. */
  readonly format: string
  /** How many passwords were tried and did not open it. */
  readonly wrong: number
  readonly mayBeDamaged: boolean
  /** Whether something else is left when this file is skipped. */
  readonly more: boolean
  /** A password is being tried; null: it waits for one. */
  readonly trying: { readonly progress: ImportProgress | null } | null
}

export type Step =
  | { at: "ways" | "apps" | "typed" | "camera" | "review" }
  | { at: "guide"; app: string }
  | { at: "password"; asking: Asking }
  | { at: "reading"; label: string; done: number; total: number; progress?: ImportProgress }

export interface Enrol {
  readonly step: Step
  /** What was read so far; more is added to it. */
  readonly draft: Draft | null
  readonly failed: readonly Failed[]
  /** Of all files of the draft. */
  readonly kept: readonly KeptRow[]
  /** How many rows of the files were the same as an earlier one. */
  readonly duplicates: number
  readonly choices: Choices
  /** The rows of {@link kept} that shall not be kept. */
  readonly leftOut: ReadonlySet<number>
}

const begun: Enrol = {
  step: { at: "ways" },
  draft: null,
  failed: [],
  kept: [],
  duplicates: 0,
  choices: new Map(),
  leftOut: new Set(),
}

/** null: the dialog is closed. */
export const enrol = createPrivateStore<Enrol | null>(null)

/** Opens the dialog where it is closed. */
export function openEnrol(): void {
  enrol.update((present) => present ?? begun)
}

/** What stops when the dialog closes; set by those who read. */
const stops = new Set<() => void>()
export function whenClosed(stop: () => void): void {
  stops.add(stop)
}

export function closeEnrol(): void {
  const draftId = enrol.get()?.draft?.draftId
  for (const stop of stops) stop()
  enrol.set(null)
  if (draftId !== undefined) call("enrol:discard", { draftId }).catch(() => undefined)
}

export function goTo(at: "ways" | "apps" | "typed" | "camera" | "review"): void {
  enrol.update((present) => present && { ...present, step: { at }, failed: [] })
}

export function openGuide(app: string): void {
  show({ step: { at: "guide", app }, failed: [] })
}

/** Back to what is there: the preview, or the ways in. */
export function goHome(): void {
  goTo(enrol.get()?.draft ? "review" : "ways")
}

export function show(change: Partial<Enrol>): void {
  enrol.update((present) => ({ ...begun, ...present, ...change }))
}

/** What a draft is shown as. `failed` stands beside it. */
export function showDraft(draft: Draft, failed: readonly Failed[] = []): void {
  show({ draft, failed, step: { at: "review" } })
}

export function fail(failed: readonly Failed[]): void {
  show({ failed, step: { at: (enrol.get()?.draft ?? null) === null ? "ways" : "review" } })
}

/** Adds texts to the draft, or begins one. @throws RequestFailed */
export async function readTexts(texts: readonly string[]): Promise<Draft> {
  return call("enrol:read-texts", { texts: [...texts], draftId: enrol.get()?.draft?.draftId ?? null })
}

/** What came with a paste or a drop that was no use. */
export function enrolNothing(error: AppErrorData): void {
  fail([{ name: "", error }])
}
