/** @file Renews sessions by themselves, ahead of their end, while Keycard runs and is open. When is decided in core. */
import { failureName, markOf, verdictOn, withoutSolved } from "../core/aws/renewal-failures.ts"
import type { RenewalFailure, Turn } from "../core/aws/renewal-failures.ts"
import { causeOf, deviceOf, nextTurns, planRenewals, presentFailures } from "../core/aws/renewal-plan.ts"
import type { PlannedRenewal } from "../core/aws/renewal-plan.ts"
import type { Aws } from "../core/aws/service.ts"
import { AppError, type AppErrorData } from "../core/errors.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AwsProfile, Vault } from "../core/vault/schema.ts"
import type { Event } from "../shared/ipc/contract.ts"
import type { SessionCard } from "../shared/ipc/views.ts"
import type { Timers } from "./timers.ts"

/** The longest wait between two looks: a sleep, a set clock, a network that is back are noticed after it. */
const LOOK_MS = { least: 1_000, most: 30_000 }
/** A look that comes this much too early or too late, by the wall clock, saw a sleep or a set clock. */
const JUMP_MS = 5_000
/** Nothing is tried sooner again, whatever the plan says. */
const GAP_MS = 10_000

/** `closed`: not open, and not a person's doing: a keychain that opens, or failed. */
export type Door = "open" | "locked" | "closed"

export interface RenewerDeps {
  readonly aws: Pick<Aws, "refresh">
  readonly index: Pick<VaultIndex, "read">
  readonly timers: Timers
  readonly door: () => Door
  /** False: for certain without a network. */
  readonly isOnline: () => boolean
  /** Profiles that a person refreshes now: theirs is the next time step. */
  readonly asked: () => readonly string[]
  /** What needs somebody, by cause, as it stands now: told anew with each look. */
  readonly onNeeded: (needed: readonly PlannedRenewal[], locked: boolean) => void
  readonly onWaiting: (event: Event<"aws:waiting">) => void
  /** A hardware key waits to be touched, or does no more (null). */
  readonly onTouch?: (profileId: string, serial: string | null) => void
  readonly onChanged: () => void
  readonly log: (message: string, cause: unknown) => void
}

export type RenewalView = Pick<
  SessionCard,
  "nextRenewalAtMs" | "renewalWaits" | "busy" | "waitUntilMs" | "touch"
>

export interface Renewer {
  start(): void
  /** Something may have changed: looks at once. Never rejects. */
  look(): void
  /** The machine woke up, or its clock was set. */
  wake(): void
  /** By profile. */
  views(vault: Vault): ReadonlyMap<string, RenewalView>
  /** A person calls off what runs for a profile; it is not tried again at once. */
  cancel(profileId: string): void
  /** Calls off what runs: the lock closes. */
  cancelAll(): void
  /** Calls off what runs, for good. */
  stop(): void
}

interface Running {
  readonly device: string
  readonly abort: AbortController
  waitUntilMs: number | null
  touch: string | null
  byPerson: boolean
}

export function createRenewer(deps: RenewerDeps): Renewer {
  const { aws, index, timers } = deps
  const running = new Map<string, Running>()
  const triedAtMs = new Map<string, number>()
  let failures = new Map<string, RenewalFailure>()
  let started = false
  let looking = false
  let lookAgain = false
  let cancelTimer = (): void => undefined
  let before = { door: deps.door(), online: true, shown: "" }

  const plan = (vault: Vault) =>
    planRenewals(
      vault,
      {
        failures: presentFailures(vault, failures),
        open: deps.door() === "open",
        offline: !deps.isOnline(),
      },
      timers.nowMs(),
    )
  const turn = (what: Turn) => (failures = withoutSolved(failures, what))

  function noticeTurns(): void {
    const door = deps.door()
    const online = deps.isOnline()
    if (door === "open" && before.door !== "open") turn("unlocked")
    if (online && !before.online) turn("online")
    before = { ...before, door, online }
  }

  function arm(plans: readonly PlannedRenewal[]): void {
    cancelTimer()
    if (!started) return
    const nowMs = timers.nowMs()
    const nextMs = plans.flatMap(({ renewal }) =>
      "atMs" in renewal && renewal.atMs !== null ? [renewal.atMs - nowMs] : [],
    )
    const delayMs = Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, Math.min(LOOK_MS.most, ...nextMs)))
    cancelTimer = timers.after(delayMs, () => {
      const lateMs = timers.nowMs() - nowMs - delayMs
      if (Math.abs(lateMs) > JUMP_MS) turn("clock")
      look()
    })
  }

  /** A person's request goes first: what only waits, for a time step or a touch, lets it pass. */
  function stepAside(devices: ReadonlySet<string>): void {
    for (const run of running.values()) {
      const waits = run.touch !== null || (run.waitUntilMs !== null && run.waitUntilMs > timers.nowMs())
      if (devices.has(run.device) && waits) run.abort.abort()
    }
  }

  function devicesAsked(plans: readonly PlannedRenewal[]): Set<string> {
    const asked = deps.asked()
    return new Set(plans.filter(({ profile }) => asked.includes(profile.id)).map(deviceOf))
  }

  async function note(profile: AwsProfile, error: AppErrorData): Promise<void> {
    const { scope } = verdictOn(error, 1)
    const name = failureName(scope, profile)
    const last = failures.get(name)
    const count = last !== undefined && causeOf(last.error) === causeOf(error) ? last.count + 1 : 1
    const mark = markOf(await index.read(), profile, scope)
    failures.set(name, { error, count, atMs: timers.nowMs(), mark })
  }

  async function renew({ profile }: PlannedRenewal, mine: Running, giveUp: () => void): Promise<void> {
    try {
      const { issued } = await aws.refresh(profile.id, {
        by: "renewal",
        ahead: true,
        signal: mine.abort.signal,
        onTouch: (serial) => {
          if (mine.touch === serial) return
          mine.touch = serial
          deps.onTouch?.(profile.id, serial)
          deps.onChanged()
        },
        onWait: (untilMs) => {
          mine.waitUntilMs = untilMs
          deps.onWaiting({ profileId: profile.id, untilMs })
        },
      })
      failures.delete(failureName("profile", profile))
      if (issued) failures.delete(failureName("key", profile))
    } catch (thrown) {
      const error: AppErrorData = thrown instanceof AppError ? thrown.data : { kind: "unexpected" }
      if (error.kind === "unexpected") deps.log("a renewal failed", thrown)
      // What stepped aside, or was stopped by the lock, did not fail.
      if (error.kind === "cancelled" && !mine.byPerson) return
      if (verdictOn(error, 1).scope === "key") giveUp()
      await note(profile, error)
    }
  }

  function begin(group: readonly PlannedRenewal[]): void {
    const runs = group.map((plan) => ({
      plan,
      mine: {
        ...{ device: deviceOf(plan), abort: new AbortController() },
        ...{ waitUntilMs: null, touch: null, byPerson: false },
      },
    }))
    // One answer serves them all; where it is a refusal, the others need not ask for the same.
    const giveUp = () => {
      for (const { mine } of runs) mine.abort.abort()
    }
    for (const { plan, mine } of runs) {
      const { id } = plan.profile
      running.set(id, mine)
      triedAtMs.set(id, timers.nowMs())
      renew(plan, mine, giveUp)
        .catch((cause: unknown) => deps.log("a renewal's failure could not be noted", cause))
        .finally(() => {
          running.delete(id)
          if ((mine as Running).waitUntilMs !== null) deps.onWaiting({ profileId: id, untilMs: null })
          deps.onChanged()
          look()
        })
    }
    deps.onChanged()
  }

  /** Tells of the plans where they changed, beside what runs. */
  function tell(plans: readonly PlannedRenewal[]): void {
    const shown = JSON.stringify(plans.map(({ profile, renewal }) => [profile.id, renewal]))
    if (shown !== before.shown) deps.onChanged()
    before = { ...before, shown }
    deps.onNeeded(
      plans.filter(({ need }) => need !== null),
      deps.door() === "locked" && plans.some(({ renewal }) => renewal.kind === "locked"),
    )
  }

  async function lookOnce(): Promise<void> {
    noticeTurns()
    const vault = await index.read()
    if (!started) return
    failures = presentFailures(vault, failures)
    const plans = plan(vault)
    tell(plans)
    arm(plans)
    if (deps.door() !== "open") {
      cancelAll()
      return
    }
    const busy = devicesAsked(plans)
    stepAside(busy)
    for (const { device } of running.values()) busy.add(device)
    const nowMs = timers.nowMs()
    const ripe = plans.filter(({ profile }) => {
      const sinceMs = nowMs - (triedAtMs.get(profile.id) ?? -Infinity)
      return sinceMs < 0 || sinceMs >= GAP_MS
    })
    for (const group of nextTurns(ripe, busy)) begin(group)
  }

  function look(): void {
    lookAgain = looking
    if (looking || !started) return
    looking = true
    lookOnce()
      .catch((cause: unknown) => {
        deps.log("renewals could not be planned", cause)
        arm([])
      })
      .finally(() => {
        looking = false
        if (lookAgain) look()
      })
  }

  function cancelAll(): void {
    for (const { abort } of running.values()) abort.abort()
  }

  return {
    start() {
      started = true
      look()
    },
    look,
    wake() {
      turn("clock")
      // A desktop opens its keychain with its screen, as a rule.
      turn("unlocked")
      look()
    },
    views: (vault) => new Map(plan(vault).map((each) => [each.profile.id, viewOf(each, running)])),
    cancel(profileId) {
      const run = running.get(profileId)
      if (run === undefined) return
      run.byPerson = true
      run.abort.abort()
    },
    cancelAll,
    stop() {
      started = false
      cancelTimer()
      cancelAll()
    },
  }
}

const WAITS = { locked: "locked", offline: "offline", later: "later", person: "person" } as const

function viewOf({ profile, renewal }: PlannedRenewal, running: ReadonlyMap<string, Running>): RenewalView {
  const run = running.get(profile.id)
  return {
    nextRenewalAtMs: "atMs" in renewal ? renewal.atMs : null,
    renewalWaits: renewal.kind in WAITS ? WAITS[renewal.kind as keyof typeof WAITS] : null,
    busy: run !== undefined,
    waitUntilMs: run?.waitUntilMs ?? null,
    touch: run?.touch ?? null,
  }
}
