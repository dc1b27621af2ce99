/** @file Reads what is brought, one after the other, and shows what it gave together. */
import { call, errorOf } from "../api.ts"
import { answerPassword, cancelImport } from "../import/read-export.ts"
import { readFile, readPastedExport } from "../import/read-file.ts"
import { enrol, fail, goHome, readTexts, show, showDraft, whenClosed, type Failed } from "./enrol-state.ts"
import { cancelQr, readQr } from "./qr-client.ts"
import { routeOfText } from "./transfer.ts"

/** What a source held. `done`: the draft has it already, or the person left it out. */
export type Found = { readonly links: readonly string[]; readonly others: number } | "done"

export interface Source {
  readonly name: string
  /** Made when its turn comes. @param more whether others wait behind it */
  readonly read: (more: boolean) => Promise<Found>
}

/** Counts what is being read: an answer that comes after it was stopped belongs to nobody. */
let run = 0
let reading = false
/** What was brought while others were being read. */
const waiting: Source[] = []

function stop(): void {
  run += 1
  waiting.length = 0
  if (!reading) return
  reading = false
  cancelQr()
  cancelImport()
  answerPassword(null)
}
whenClosed(stop)

/** Stops reading; what was there before stays. */
export function cancelReading(): void {
  stop()
  goHome()
}

/** Reads them all; while others are being read already, they follow. */
async function readAll(label: string, sources: readonly Source[]): Promise<void> {
  waiting.push(...sources)
  if (reading) return
  reading = true
  const mine = ++run
  const links: string[] = []
  const failed: Failed[] = []
  for (let done = 0, next = waiting.shift(); next !== undefined; done++, next = waiting.shift()) {
    const { name, read } = next
    const total = done + 1 + waiting.length
    show({ step: { at: "reading", label: name || label, done, total }, failed: [] })
    try {
      const found = await read(waiting.length > 0 || links.length > 0)
      if (found !== "done") {
        links.push(...found.links)
        const problem = found.others > 0 ? "no-otp-code" : "no-code"
        if (found.links.length === 0) failed.push({ name, error: { kind: "picture", problem } })
      }
    } catch (thrown) {
      failed.push({ name, error: errorOf(thrown) })
    }
    if (mine !== run) return
  }
  reading = false
  await showAll(links, failed, () => mine === run)
}

async function showAll(
  links: readonly string[],
  failed: readonly Failed[],
  isMine: () => boolean,
): Promise<void> {
  const draft = enrol.get()?.draft ?? null
  if (links.length === 0) {
    if (draft === null || failed.length > 0) fail(failed)
    else showDraft(draft)
    return
  }
  try {
    const read = await readTexts(links)
    if (isMine()) showDraft(read, failed)
  } catch (thrown) {
    if (isMine()) fail([...failed, { name: "", error: errorOf(thrown) }])
  }
}

/** A pasted or dropped text: a link, several, or what another program exports. */
export async function enrolText(text: string): Promise<void> {
  if (reading || routeOfText(text) === "export") {
    const read = routeOfText(text) === "export" ? readPastedExport(text) : linksOf(text)
    return readAll("Reading what was pasted", [{ name: "", read }])
  }
  const mine = ++run
  try {
    const draft = await readTexts([text.slice(0, 200_000)])
    if (mine === run) showDraft(draft)
  } catch (thrown) {
    if (mine === run) fail([{ name: "", error: errorOf(thrown) }])
  }
}

const linksOf = (text: string) => () => Promise.resolve({ links: [text.slice(0, 200_000)], others: 0 })

/** Files of every kind: pictures of codes, and what other programs export. */
export function enrolFiles(files: readonly File[]): Promise<void> {
  return readAll(
    "Reading the file",
    files.map((file) => ({ name: file.name, read: readFile(file) })),
  )
}

/** Every display, searched for QR codes. */
export async function enrolScreen(): Promise<void> {
  const mine = ++run
  show({ step: { at: "reading", label: "Looking at the screen", done: 0, total: 0 }, failed: [] })
  try {
    const { displays } = await call("enrol:capture-screen", {})
    if (mine !== run) return
    const read = async () => {
      // A display without a code is nothing to complain of where another has one.
      const all = { links: [] as string[], others: 0 }
      for (const display of displays) {
        const { links, others } = await readQr({ kind: "screen", ...display })
        all.links.push(...links)
        all.others += others
      }
      return all
    }
    await readAll("Looking at the screen", [{ name: "", read }])
  } catch (thrown) {
    if (mine === run) fail([{ name: "", error: errorOf(thrown) }])
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
