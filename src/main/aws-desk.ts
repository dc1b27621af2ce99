import { endingMsOf } from "../core/aws/renewal.ts"
import { AppError, type AppErrorData } from "../core/errors.ts"
import type { Aws, PlainKey, SessionView } from "../core/aws/service.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { Event, Request, Response } from "../shared/ipc/contract.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { AwsOverview, SessionCard } from "../shared/ipc/views.ts"
import { createBoundaryTimer } from "./boundary-timer.ts"
import type { RenewalView } from "./renewer.ts"
import type { Timers } from "./timers.ts"
import { keyView } from "./views.ts"

export interface AwsDesk {
  /** Never held up by a shared file that cannot be read: `fileError` says why, the rest is shown. */
  overview(): Promise<AwsOverview>
  /** A second click on the same profile joins the first. Tells of waits, and of the overview before and after. */
  refresh(request: Request<"aws:refresh">): Promise<Response<"aws:refresh">>
  cancel(profileId: string): void
  /** The profiles that are being refreshed here, at a person's wish. */
  running(): readonly string[]
  /** Calls off what runs: nothing is asked of AWS, and nothing written, while Keycard is locked. */
  cancelAll(): void
  /** Calls off what runs, and stops telling of sessions that end. */
  close(): void
}

export interface AwsDeskDeps {
  readonly aws: Aws
  readonly index: Pick<VaultIndex, "read">
  readonly credentialsPath: string
  readonly configPath: string
  readonly timers: Timers
  /** Ids of sign-ins to Identity Center that the lock called off. */
  readonly calledOff?: () => readonly string[]
  /** How the renewals that nobody asked for stand, by profile. */
  readonly renewals?: (vault: Vault) => ReadonlyMap<string, RenewalView>
  readonly onWaiting: (event: Event<"aws:waiting">) => void
  /** A hardware key waits to be touched, or does no more (null). */
  readonly onTouch?: (profileId: string, serial: string | null) => void
  readonly onChanged: () => void
}

interface Running {
  readonly abort: AbortController
  waitUntilMs: number | null
  touch: string | null
  readonly result: Promise<Response<"aws:refresh">>
}

/** What the window adds to core's AWS: what is running, and one picture of it all. */
export function createAwsDesk(deps: AwsDeskDeps): AwsDesk {
  const { aws } = deps
  const running = new Map<string, Running>()
  // A session becomes "ending" and "expired" by the clock alone.
  const turning = createBoundaryTimer(deps.timers, deps.onChanged)

  function nextTurnMs(sessions: readonly SessionView[]): number | null {
    const turns = sessions
      .flatMap(({ session }) =>
        session ? [session.expiresAtMs - endingMsOf(session), session.expiresAtMs] : [],
      )
      .filter((turnMs) => turnMs > deps.timers.nowMs())
    return turns.length === 0 ? null : Math.min(...turns)
  }

  function sessionCard(
    { profile, signIn, session, state }: SessionView,
    renewals: ReadonlyMap<string, RenewalView> | undefined,
  ): SessionCard {
    const run = running.get(profile.id)
    const renewal = renewals?.get(profile.id)
    return {
      profileId: profile.id,
      name: profile.name,
      keyId: profile.keyId,
      center: profile.center && { ...profile.center, signInName: signIn?.name ?? "" },
      durationSeconds: profile.durationSeconds,
      region: profile.region,
      roleArns: profile.roleArns,
      roleOptions: profile.roleOptions,
      assume: profile.assume,
      federation: profile.federation,
      mode: profile.mode,
      state,
      issuedAtMs: session?.issuedAtMs ?? null,
      expiresAtMs: session?.expiresAtMs ?? null,
      accountId: session?.accountId ?? null,
      arn: session?.arn ?? null,
      written: session?.written ?? false,
      renew: profile.renew,
      nextRenewalAtMs: renewal?.nextRenewalAtMs ?? null,
      renewalWaits: renewal?.renewalWaits ?? null,
      busy: run !== undefined || renewal?.busy === true,
      waitUntilMs: (run ?? renewal)?.waitUntilMs ?? null,
      touch: run?.touch ?? renewal?.touch ?? null,
      lastError: aws.lastErrors().get(profile.id) ?? null,
    }
  }

  async function plainKeys(): Promise<{ plainKeys: PlainKey[]; fileError: AppErrorData | null }> {
    try {
      return { plainKeys: await aws.plainKeys(), fileError: null }
    } catch (cause) {
      if (cause instanceof AppError) return { plainKeys: [], fileError: cause.data }
      throw cause
    }
  }

  async function run(request: Request<"aws:refresh">, mine: Running): Promise<Response<"aws:refresh">> {
    const { profileId } = request
    try {
      const { session, written } = await aws.refresh(profileId, {
        force: true,
        code: request.code ?? undefined,
        replaceForeignSection: request.replaceForeignSection,
        signal: mine.abort.signal,
        onTouch: (serial) => {
          if (mine.touch === serial) return
          mine.touch = serial
          deps.onTouch?.(profileId, serial)
          deps.onChanged()
        },
        onWait: (untilMs) => {
          mine.waitUntilMs = untilMs
          deps.onWaiting({ profileId, untilMs })
        },
      })
      return { expiresAtMs: session.expiresAtMs, written }
    } finally {
      running.delete(profileId)
      if (mine.waitUntilMs !== null) deps.onWaiting({ profileId, untilMs: null })
      deps.onChanged()
    }
  }

  return {
    async overview() {
      const [keys, sessions, plain, vault] = await Promise.all([
        aws.keys(),
        aws.sessions(),
        plainKeys(),
        deps.index.read(),
      ])
      turning.set(nextTurnMs(sessions))
      const renewals = deps.renewals?.(vault)
      return {
        keys: keys.map(keyView),
        sessions: sessions.map((view) => sessionCard(view, renewals)),
        plainKeys: plain.plainKeys.map(({ profile, tail, mfaSerial, serves }) => ({
          profile,
          tail,
          mfaSerial,
          serves,
        })),
        credentialsPath: deps.credentialsPath,
        configPath: deps.configPath,
        fileError: plain.fileError,
        signInsCalledOff: vault.ssoSignIns
          .filter(({ id }) => deps.calledOff?.().includes(id))
          .map(({ id, name }) => ({ signInId: id, name })),
        clockOffsetMs: vault.clockOffsetMs,
      }
    },
    refresh(request) {
      const present = running.get(request.profileId)
      if (present) return present.result
      const { promise, resolve, reject } = deferred<Response<"aws:refresh">>()
      const mine: Running = { abort: new AbortController(), waitUntilMs: null, touch: null, result: promise }
      running.set(request.profileId, mine)
      deps.onChanged()
      run(request, mine).then(resolve, reject)
      return promise
    },
    cancel: (profileId) => running.get(profileId)?.abort.abort(),
    running: () => [...running.keys()],
    cancelAll() {
      for (const { abort } of running.values()) abort.abort()
    },
    close() {
      turning.set(null)
      for (const { abort } of running.values()) abort.abort()
    },
  }
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (cause: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
