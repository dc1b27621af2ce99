/** @file The codes on screen. Main computes them and says when they turn; because each comes with its successor, the
 *  right one stands there at the turn even if that message is late. */
import type { AppErrorData } from "../../core/errors.ts"
import type { AccountView, CodesUpdate } from "../../shared/ipc/views.ts"
import { call, errorOf, on } from "../api.ts"
import { createPrivateStore } from "../store.ts"
import { onBeat } from "../ui/tick.ts"

export interface ShownCode {
  readonly code: string
  /** null: not told yet. */
  readonly next: string | null
  readonly startsAtMs: number
  readonly expiresAtMs: number
}

export const codes = createPrivateStore<ReadonlyMap<string, ShownCode>>(new Map())
export const failures = createPrivateStore<ReadonlyMap<string, AppErrorData>>(new Map())
/** HOTP: the code asked for last, until the list is left. */
export const counted = createPrivateStore<ReadonlyMap<string, string>>(new Map())

/** What an instant makes of a code: its successor once its time is over; null when that is not known. */
export function codeAt(shown: ShownCode, nowMs: number): ShownCode | null {
  if (nowMs < shown.expiresAtMs) return shown
  const periodMs = shown.expiresAtMs - shown.startsAtMs
  if (shown.next === null || nowMs >= shown.expiresAtMs + periodMs) return null
  return {
    code: shown.next,
    next: null,
    startsAtMs: shown.expiresAtMs,
    expiresAtMs: shown.expiresAtMs + periodMs,
  }
}

function turn(nowMs: number): void {
  const present = codes.get()
  let turned: Map<string, ShownCode> | null = null
  for (const [id, shown] of present) {
    if (nowMs < shown.expiresAtMs) continue
    turned ??= new Map(present)
    const next = codeAt(shown, nowMs)
    // Better none than one whose time is over: main is asked for the present one.
    if (next === null) turned.delete(id)
    else turned.set(id, next)
  }
  if (turned === null) return
  codes.set(turned)
  if (turned.size < present.size) void ask()
}

function tell(update: CodesUpdate): void {
  codes.update((present) => {
    const next = new Map(present)
    for (const { id, ...code } of update.codes) next.set(id, code)
    for (const { id } of update.failures) next.delete(id)
    return next
  })
  failures.update((present) => {
    if (present.size === 0 && update.failures.length === 0) return present
    const next = new Map(present)
    for (const { id } of update.codes) next.delete(id)
    for (const { id, error } of update.failures) next.set(id, error)
    return next
  })
}

let wanted: readonly string[] = []
let pending: number | undefined

async function ask(): Promise<void> {
  const ids = document.hidden ? [] : [...wanted]
  try {
    tell(await call("codes:watch", { ids }))
  } catch (thrown) {
    const error = errorOf(thrown)
    tell({ codes: [], failures: ids.map((id) => ({ id, error })) })
  }
}

/** No row is less high, and a window seldom higher than this many of them. */
const firstRows = 16

/**
 * Asks for the codes of the rows that will be on screen first, so that they are there when the list is. A failure is
 * not told: the list asks again for what it shows.
 */
export function expectCodes(list: readonly AccountView[]): void {
  if (document.hidden || wanted.length > 0) return
  const ids = list.slice(0, firstRows).flatMap(({ id, type }) => (type === "hotp" ? [] : [id]))
  if (ids.length === 0) return
  call("codes:watch", { ids }).then(
    ({ codes: found }) => tell({ codes: found, failures: [] }),
    () => undefined,
  )
}

/** A scroll passes many rows: main hears of those where it rests. */
const settleMs = 40

/** Which rows are on screen now. */
export function watchCodes(ids: readonly string[]): void {
  if (ids.length === wanted.length && ids.every((id, index) => id === wanted[index])) return
  const first = wanted.length === 0
  wanted = ids
  window.clearTimeout(pending)
  if (first) void ask()
  else pending = window.setTimeout(() => void ask(), settleMs)
}

/** Asks again for the rows on screen, after a failure. */
export function askAgain(): void {
  void ask()
}

/** Keeps the codes right while the list is on screen. @returns how to stop, which also forgets them */
export function followCodes(): () => void {
  const stopBeat = onBeat(turn)
  const stopEvents = on("codes:changed", tell)
  const seen = () => void ask()
  document.addEventListener("visibilitychange", seen)
  return () => {
    stopBeat()
    stopEvents()
    document.removeEventListener("visibilitychange", seen)
    window.clearTimeout(pending)
    wanted = []
    void ask()
    codes.set(new Map())
    failures.set(new Map())
    counted.set(new Map())
  }
}
