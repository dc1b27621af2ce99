/** @file Has main read another program's file, and asks for its password as often as it takes. */
import { call, on, RequestFailed } from "../api.ts"
import { enrol, show, type Asking } from "../enrol/enrol-state.ts"

let answer: ((password: string | null) => void) | null = null

/** What the person typed; null: the file is left out. Nothing where no file asks. */
export function answerPassword(password: string | null): void {
  const waiting = answer
  answer = null
  waiting?.(password)
}

/** Stops the reading under way. */
export function cancelImport(): void {
  call("import:cancel", {}).catch(() => undefined)
}

function ask(asking: Asking): Promise<string | null> {
  show({ step: { at: "password", asking }, failed: [] })
  return new Promise((resolve) => {
    answer = resolve
  })
}

/** Writes how far main is into whatever step is shown. @returns how to stop */
function followProgress(): () => void {
  return on("import:progress", (progress) => {
    enrol.update((present) => {
      if (present === null) return null
      const { step } = present
      if (step.at === "reading") return { ...present, step: { ...step, progress } }
      if (step.at !== "password" || step.asking.trying === null) return present
      return { ...present, step: { at: "password", asking: { ...step.asking, trying: { progress } } } }
    })
  })
}

/** Set while a password is being tried and the person stops that. */
let stopped = false

/** Stops trying a password; the file asks again. */
export function stopTrying(): void {
  stopped = true
  cancelImport()
}

/**
 * Adds what a file holds to the draft. @param more whether something else is left when this file is skipped
 * @throws RequestFailed what main says of the file; a password is asked for until it fits or the file is left out
 */
export async function readExport(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  more: boolean,
): Promise<"done"> {
  const unfollow = followProgress()
  try {
    let password: string | null = null
    let asking = null as Asking | null
    for (;;) {
      stopped = false
      const reading = await attempt(name, bytes, password)
      if (reading === "stopped") {
        if (asking === null) return "done"
        asking = { ...asking, trying: null }
      } else if (reading.kind === "draft") {
        const { draft, kept, duplicates } = reading
        const present = enrol.get()
        if (present === null) return "done"
        show({
          draft,
          kept: [...present.kept, ...kept],
          duplicates: present.duplicates + duplicates,
        })
        return "done"
      } else {
        const { format, wrong, mayBeDamaged } = reading
        const tries: number = (asking?.wrong ?? 0) + (wrong ? 1 : 0)
        const others = more || (enrol.get()?.draft ?? null) !== null
        asking = { name, format, wrong: tries, mayBeDamaged, more: others, trying: null }
      }
      password = await ask(asking)
      if (password === null) return "done"
      show({ step: { at: "password", asking: { ...asking, trying: { progress: null } } } })
    }
  } finally {
    unfollow()
  }
}

async function attempt(name: string, bytes: Uint8Array<ArrayBuffer>, password: string | null) {
  try {
    const draftId = enrol.get()?.draft?.draftId ?? null
    return await call("import:read", { name: name.slice(0, 1_000), bytes, password, draftId })
  } catch (thrown) {
    if (stopped && thrown instanceof RequestFailed && thrown.data.kind === "cancelled") return "stopped"
    throw thrown
  }
}
