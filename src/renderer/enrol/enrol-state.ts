/** @file Enrolment from wherever it begins: one state that the dialog shows. */
import type { AppErrorData } from "../../core/errors.ts"
import type { Draft } from "../../shared/ipc/views.ts"
import { call, errorOf, RequestFailed } from "../api.ts"
import { createStore } from "../store.ts"
import { cancelQr, readQr } from "./qr-client.ts"
import type { QrTask } from "./qr-messages.ts"

/** A picture of which nothing came, and why. */
export interface Failed {
  readonly name: string
  readonly error: AppErrorData
}

export type Step =
  | { at: "ways" }
  | { at: "typed" }
  | { at: "camera" }
  | { at: "reading"; label: string; done: number; total: number }
  | { at: "review" }

export interface Enrol {
  readonly step: Step
  /** What was read so far; more is added to it. */
  readonly draft: Draft | null
  readonly failed: readonly Failed[]
}

/** null: the dialog is closed. */
export const enrol = createStore<Enrol | null>(null)

/** Counts what is being read: an answer that comes after the dialog was closed belongs to nobody. */
let run = 0

export function openEnrol(): void {
  enrol.update((present) => present ?? { step: { at: "ways" }, draft: null, failed: [] })
}

export function closeEnrol(): void {
  run += 1
  const draftId = enrol.get()?.draft?.draftId
  if (enrol.get()?.step.at === "reading") cancelQr()
  enrol.set(null)
  if (draftId !== undefined) call("enrol:discard", { draftId }).catch(() => undefined)
}

export function goTo(at: "ways" | "typed" | "camera" | "review"): void {
  enrol.update((present) => present && { ...present, step: { at }, failed: [] })
}

/** Stops reading pictures; what was there before stays. */
export function cancelReading(): void {
  run += 1
  cancelQr()
  enrol.update(
    (present) => present && { ...present, step: { at: present.draft === null ? "ways" : "review" } },
  )
}

function show(change: Partial<Enrol>): void {
  enrol.update((present) => ({
    step: { at: "ways" },
    draft: null,
    failed: [],
    ...present,
    ...change,
  }))
}

/** What a draft is shown as. `failed` stands beside it. */
export function showDraft(draft: Draft, failed: readonly Failed[] = []): void {
  show({ draft, failed, step: { at: "review" } })
}

function fail(failed: readonly Failed[]): void {
  show({ failed, step: { at: (enrol.get()?.draft ?? null) === null ? "ways" : "review" } })
}

/** Adds texts to the draft, or begins one. @throws RequestFailed */
export async function readTexts(texts: readonly string[]): Promise<Draft> {
  return call("enrol:read-texts", { texts: [...texts], draftId: enrol.get()?.draft?.draftId ?? null })
}

/** A pasted or dropped text: a link, or several, one a line. */
export async function enrolText(text: string): Promise<void> {
  const mine = ++run
  try {
    const draft = await readTexts([text.slice(0, 200_000)])
    if (mine === run) showDraft(draft)
  } catch (thrown) {
    if (mine === run) fail([{ name: "", error: errorOf(thrown) }])
  }
}

interface Source {
  readonly name: string
  /** Made when its turn comes. */
  readonly read: () => Promise<{ links: readonly string[]; others: number }>
}

/** Reads one source after the other and shows what they gave together. */
async function readAll(label: string, sources: readonly Source[]): Promise<void> {
  const mine = ++run
  const links: string[] = []
  const failed: Failed[] = []
  for (const [index, { name, read }] of sources.entries()) {
    show({ step: { at: "reading", label: name || label, done: index, total: sources.length }, failed: [] })
    try {
      const found = await read()
      links.push(...found.links)
      if (found.links.length === 0) {
        const problem = found.others > 0 ? "no-otp-code" : "no-code"
        failed.push({ name, error: { kind: "picture", problem } })
      }
    } catch (thrown) {
      failed.push({ name, error: errorOf(thrown) })
    }
    if (mine !== run) return
  }
  if (links.length === 0) {
    fail(failed)
    return
  }
  try {
    const draft = await readTexts(links)
    if (mine === run) showDraft(draft, failed)
  } catch (thrown) {
    if (mine === run) fail([...failed, { name: "", error: errorOf(thrown) }])
  }
}

const picture = (task: QrTask) => () => readQr(task)

/** Texts that hold links are files too: an export of another program, one link a line. */
async function readFile(file: File): Promise<{ links: readonly string[]; others: number }> {
  const isText = file.type.startsWith("text/") || /\.(txt|uri|urls?)$/i.test(file.name)
  if (!isText || file.size > 200_000) return readQr({ kind: "picture", file })
  const text = await file.text()
  if (!/otpauth(-migration)?:/i.test(text)) throw new RequestFailed({ kind: "nothing-usable" })
  return { links: [text], others: 0 }
}

/** Pictures from files, a drop or the clipboard. */
export function enrolFiles(files: readonly File[]): Promise<void> {
  return readAll(
    "Reading the picture",
    files.map((file) => ({ name: file.name, read: () => readFile(file) })),
  )
}

/** Every display, searched for QR codes. */
export async function enrolScreen(): Promise<void> {
  const mine = ++run
  show({ step: { at: "reading", label: "Looking at the screen", done: 0, total: 0 }, failed: [] })
  try {
    const { displays } = await call("enrol:capture-screen", {})
    if (mine !== run) return
    const many = displays.length > 1
    const found: Source[] = displays.map((display, index) => ({
      name: many ? `Display ${index + 1}` : "",
      read: picture({ kind: "screen", ...display }),
    }))
    await readAll("Looking at the screen", many ? [joined(found)] : found)
  } catch (thrown) {
    if (mine === run) fail([{ name: "", error: errorOf(thrown) }])
  }
}

/** Several displays as one source: a display without a code is nothing to complain of where another has one. */
function joined(sources: readonly Source[]): Source {
  return {
    name: "",
    read: async () => {
      const all = { links: [] as string[], others: 0 }
      for (const source of sources) {
        const { links, others } = await source.read()
        all.links.push(...links)
        all.others += others
      }
      return all
    },
  }
}

/** Has the system paste into the page; what is pasted arrives as a paste event. */
export async function enrolPaste(): Promise<void> {
  try {
    await call("enrol:paste", {})
  } catch (thrown) {
    fail([{ name: "", error: errorOf(thrown) }])
  }
}

/** What came with a paste or a drop that was no use. */
export function enrolNothing(error: AppErrorData): void {
  fail([{ name: "", error }])
}
