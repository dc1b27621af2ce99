import { isSignInLink } from "../core/aws/console-address.ts"
import type { Console } from "../core/aws/console.ts"
import { AppError } from "../core/errors.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { OneTimePage } from "../adapters/system/one-time-page.ts"
import type { Event, Request, Response } from "../shared/ipc/contract.ts"
import type { Clipboard } from "./clipboard.ts"

/** Signing in to AWS's console at a person's wish. Links are made, used and forgotten here. */
export interface ConsoleDesk {
  open(place: Request<"console:open">): Promise<Response<"console:open">>
  copy(place: Request<"console:copy">): Promise<Response<"console:copy">>
  signOut(profileId: string): Promise<void>
  /** Calls off what runs: nothing is signed in to while Keycard is locked. */
  cancelAll(): void
}

export interface ConsoleDeskDeps {
  readonly console: Console
  readonly index: Pick<VaultIndex, "read">
  readonly clipboard: Pick<Clipboard, "copySecret">
  /** Opens an address with nothing secret in it. */
  readonly openExternal: (url: string) => Promise<void>
  readonly serveOnce: (link: string, options: { waitMs: number; signal: AbortSignal }) => Promise<OneTimePage>
  readonly onWaiting: (event: Event<"aws:waiting">) => void
  /** A role's credentials may have been issued on the way. */
  readonly onChanged: () => void
}

/** A browser that was closed takes its time to start. */
const WAIT_MS = 120_000

export function createConsoleDesk(deps: ConsoleDeskDeps): ConsoleDesk {
  const running = new Set<AbortController>()

  async function whileRunning<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    running.add(controller)
    try {
      return await work(controller.signal)
    } finally {
      running.delete(controller)
    }
  }

  async function linkTo({ profileId, region, page }: Request<"console:open">, signal: AbortSignal) {
    const waiting = { said: false }
    const onWait = (untilMs: number) => {
      waiting.said = true
      deps.onWaiting({ profileId, untilMs })
    }
    try {
      const place = { region: region ?? undefined, page: page ?? undefined }
      return await deps.console.link(profileId, { ...place, signal, onWait })
    } finally {
      if (waiting.said) deps.onWaiting({ profileId, untilMs: null })
      deps.onChanged()
    }
  }

  async function send(link: { url: string; endpoint: string | null }, signal: AbortSignal): Promise<void> {
    if (!isSignInLink(link.url, link.endpoint))
      throw new Error("a link that leads elsewhere was to be opened")
    const page = await deps.serveOnce(link.url, { waitMs: WAIT_MS, signal })
    try {
      await deps.openExternal(page.url).catch((cause: unknown) => {
        throw new AppError({ kind: "aws-console", problem: "no-browser" }, { cause })
      })
      await page.opened
    } finally {
      page.close()
    }
  }

  return {
    open: (place) =>
      whileRunning(async (signal) => {
        const link = await linkTo(place, signal)
        await send(link, signal)
        return { endsAtMs: link.endsAtMs }
      }),
    copy: (place) =>
      whileRunning(async (signal) => {
        const { url, endsAtMs } = await linkTo(place, signal)
        const { clipboardSeconds } = (await deps.index.read()).settings
        return { endsAtMs, ...(await deps.clipboard.copySecret(url, clipboardSeconds)) }
      }),
    signOut: (profileId) =>
      whileRunning(async (signal) => send(await deps.console.signOutLink(profileId), signal)),
    cancelAll() {
      for (const controller of running) controller.abort()
    },
  }
}
