import type { Aws } from "../core/aws/service.ts"
import { AppError } from "../core/errors.ts"
import type { DeviceAuthorization } from "../core/ports/sso-api.ts"
import { suggestProfileName } from "../core/sso/profile-names.ts"
import { rowsOf } from "../core/sso/rows.ts"
import type { Sso } from "../core/sso/service.ts"
import type { SsoSignIn } from "../core/vault/sso-fields.ts"
import type { Event, Request, Response } from "../shared/ipc/contract.ts"
import type { SignInView, SsoOverview } from "../shared/ipc/sso-contract.ts"

export interface SsoDesk {
  overview(): Promise<SsoOverview>
  add(request: Request<"sso:add">): Promise<SsoSignIn>
  remove(signInId: string): Promise<void>
  signIn(request: Request<"sso:sign-in">): Promise<void>
  signOut(signInId: string): Promise<void>
  /** @throws AppError `not-found` while no code is shown. */
  openPage(signInId: string): Promise<void>
  roles(signInId: string): Promise<Response<"sso:roles">>
  addProfiles(request: Request<"sso:add-profiles">): Promise<string[]>
  cancel(signInId: string): void
  /** The lock closes, or Keycard ends: no code is shown, nothing listens, nobody is asked. */
  cancelAll(): void
  /**
   * Ids of sign-ins that were waiting for their person when the lock closed. What would have come of them cannot be
   * kept while it is closed; who comes back is told, and asked to begin again.
   */
  calledOff(): readonly string[]
}

export interface SsoDeskDeps {
  readonly sso: Sso
  readonly aws: Pick<Aws, "profiles" | "addProfile" | "removeProfile">
  readonly nowMs: () => number
  /** Opens a page that was put together or checked here. */
  readonly openPage: (url: string) => Promise<void>
  /** Brings the window to the front: the person comes back from the browser. */
  readonly showWindow: () => void
  readonly onProgress: (progress: Event<"sso:progress">) => void
  readonly onChanged: () => void
}

interface Running {
  readonly abort: AbortController
  shown: NonNullable<SignInView["running"]>
  page: string | null
}

/** What the window adds to Identity Center: what is under way, and one picture of it all. */
export function createSsoDesk(deps: SsoDeskDeps): SsoDesk {
  const { sso, aws } = deps
  const running = new Map<string, Running>()
  const calledOff = new Set<string>()

  /** One thing at a time for a sign-in: the later one calls the earlier one off. */
  async function run<T>(
    signInId: string,
    shown: Running["shown"],
    work: (mine: Running) => Promise<T>,
  ): Promise<T> {
    running.get(signInId)?.abort.abort()
    const mine: Running = { abort: new AbortController(), shown, page: null }
    running.set(signInId, mine)
    deps.onChanged()
    try {
      return await work(mine)
    } finally {
      if (running.get(signInId) === mine) running.delete(signInId)
      deps.onChanged()
    }
  }

  function viewOf({ id, name, startUrl, region, endpoint, signedIn }: SsoSignIn): SignInView {
    const lasts = signedIn !== null && (signedIn.renewable || signedIn.expiresAtMs > deps.nowMs())
    return {
      ...{ id, name, startUrl, region, endpoint },
      state: lasts ? "signed-in" : signedIn === null ? "signed-out" : "ended",
      expiresAtMs: signedIn?.expiresAtMs ?? null,
      renewable: signedIn?.renewable ?? false,
      running: running.get(id)?.shown ?? null,
    }
  }

  const showCode = (mine: Running) => (code: Omit<DeviceAuthorization, "deviceCode">) => {
    const { userCode, verificationUri, verificationUriComplete, expiresAtMs } = code
    mine.shown = { kind: "device", userCode, verificationUri, expiresAtMs }
    mine.page = verificationUriComplete
    deps.onChanged()
  }

  async function signIn({ signInId, way }: Request<"sso:sign-in">): Promise<void> {
    calledOff.delete(signInId)
    const first: Running["shown"] = { kind: way === "browser" ? "browser" : "starting" }
    await run(signInId, first, async (mine) => {
      const { signal } = mine.abort
      if (way === "command-line") await sso.signInByCommandLine(signInId, { signal })
      else if (way === "device") await sso.signInByDevice(signInId, { signal, onCode: showCode(mine) })
      else await sso.signInByBrowser(signInId, { signal })
    })
    if (way !== "command-line") deps.showWindow()
  }

  async function addProfiles({
    signInId,
    profiles,
    region,
    renew,
  }: Request<"sso:add-profiles">): Promise<string[]> {
    const added: string[] = []
    try {
      for (const { name, ...role } of profiles) {
        const center = { signInId, ...role }
        const profile = await aws.addProfile({
          name,
          keyId: null,
          center,
          region: region ?? undefined,
          renew,
        })
        added.push(profile.id)
      }
      return added
    } catch (error) {
      for (const id of added) await aws.removeProfile(id).catch(() => undefined)
      throw error
    } finally {
      deps.onChanged()
    }
  }

  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } finally {
      deps.onChanged()
    }
  }

  const cancel = (signInId: string) => {
    running.get(signInId)?.abort.abort()
    if (calledOff.delete(signInId)) deps.onChanged()
  }
  return {
    overview: async () => ({
      signIns: (await sso.signIns()).map(viewOf),
      found: (await sso.found()).map(({ name, startUrl, region, signedInUntilMs }) => ({
        ...{ name, startUrl, region, signedInUntilMs },
      })),
    }),
    add: ({ endpoint, ...place }) => changing(sso.addSignIn({ ...place, endpoint: endpoint ?? undefined })),
    remove(signInId) {
      cancel(signInId)
      return changing(sso.removeSignIn(signInId))
    },
    signIn,
    signOut(signInId) {
      cancel(signInId)
      return changing(sso.signOut(signInId))
    },
    async openPage(signInId) {
      const page = running.get(signInId)?.page ?? null
      if (page === null) throw new AppError({ kind: "not-found", what: "sign-in" })
      await deps.openPage(page)
    },
    roles: (signInId) =>
      run(signInId, { kind: "listing" }, async ({ abort: { signal } }) => {
        const onProgress = (done: number, total: number) => deps.onProgress({ signInId, done, total })
        const rows = rowsOf(await sso.access(signInId, { signal, onProgress }))
        const profiles = await aws.profiles()
        const taken = new Set(profiles.map(({ name }) => name))
        const has = (row: (typeof rows)[number]) =>
          profiles.find(
            ({ center, roleArns }) =>
              center?.signInId === signInId &&
              center.accountId === row.accountId &&
              center.roleName === row.roleName &&
              roleArns.length === 0,
          )?.name ?? null
        return {
          rows: rows.map((row) => ({
            ...row,
            suggestedName: suggestProfileName(row, taken),
            profile: has(row),
          })),
        }
      }),
    addProfiles,
    cancel,
    cancelAll() {
      for (const [id, { abort, shown }] of running) {
        if (shown.kind !== "listing") calledOff.add(id)
        abort.abort()
      }
    },
    calledOff: () => [...calledOff],
  }
}
