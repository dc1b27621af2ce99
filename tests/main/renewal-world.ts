/** @file A day in the life of sessions that renew by themselves: real core and renewer, a machine and an AWS in memory. */
import { writeSecretItem } from "../../src/core/accounts/secret-item.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import type { PlannedRenewal } from "../../src/core/aws/renewal-plan.ts"
import type { NewProfile } from "../../src/core/aws/service.ts"
import { AppError } from "../../src/core/errors.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"
import type { Clock } from "../../src/core/ports/clock.ts"
import { emptyVault, type Account } from "../../src/core/vault/schema.ts"
import { refusalError } from "../../src/core/aws/refusals.ts"
import { createSso } from "../../src/core/sso/create-sso.ts"
import { createRenewer, type Door } from "../../src/main/renewer.ts"
import { CenterSsoApi, ScriptedBrowser } from "../fakes/center-sso-api.ts"
import { InMemoryMutex } from "../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { MemoryTextFile } from "../fakes/memory-text-file.ts"
import { RuleKeepingAwsApi } from "../fakes/rule-keeping-aws-api.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { newAccount } from "../support/aws/account.ts"
import { newCenter } from "../support/aws/center/model.ts"
import { ManualTimers } from "./manual-timers.ts"
import { accountRow } from "../support/vault-rows.ts"

export const MINUTE_MS = 60_000
const SLICE_MS = 5_000
const START_MS = Date.UTC(2026, 10, 22, 12, 0, 5)

/** As the system's clock: it asks the time again and again, for a timer stands still while the machine sleeps. */
class TimersClock implements Clock {
  readonly #timers: ManualTimers
  constructor(timers: ManualTimers) {
    this.#timers = timers
  }
  nowMs(): number {
    return this.#timers.nowMs()
  }
  sleepUntil(unixMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let stop = (): void => undefined
      const cancel = () => {
        stop()
        reject(new AppError({ kind: "cancelled" }))
      }
      const nap = () => {
        const leftMs = unixMs - this.nowMs()
        if (leftMs > 0) stop = this.#timers.after(Math.min(leftMs, 1_000), nap)
        else {
          signal?.removeEventListener("abort", cancel)
          resolve()
        }
      }
      if (signal?.aborted === true) cancel()
      else {
        signal?.addEventListener("abort", cancel, { once: true })
        nap()
      }
    })
  }
}

const people = ["ada", "bob"] as const
const seeds = { ada: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", bob: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" }
const serialOf = (who: string) => `arn:aws:iam::123456789012:mfa/${who}`
const entryOf = (who: (typeof people)[number]): OtpEntry => ({
  ...{ type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 },
  ...{ issuer: "Amazon Web Services", account: `${who}@123456789012`, secret: seeds[who] },
})

/** `center`: a role of Identity Center's. */
export type WorldProfile = Omit<NewProfile, "keyId"> & { readonly of: (typeof people)[number] | "center" }

const START_URL = "https://acme.awsapps.com/start"
const CENTER_ACCOUNT = { id: "111111111111", name: "Prod", roles: ["ReadOnly"] }

export async function newRenewalWorld(profiles: readonly WorldProfile[]) {
  const timers = new ManualTimers(START_MS)
  const state = { skewMs: 0, lost: false, knowsLost: true, throttled: false, door: "open" as Door }
  const asked: string[] = []
  const notes: { needed: string[]; locked: boolean }[] = []
  const trueMs = () => timers.wallMs - state.skewMs
  const random = new SeededRandom("renewal")
  const secrets = new InMemorySecretStore()
  const accounts = people.map((who): Account => {
    const entry = entryOf(who)
    const id = random.uuid()
    secrets.items.set(`otp/${id}`, writeSecretItem(entry))
    return accountRow({ id, issuer: entry.issuer, account: entry.account, createdAtMs: START_MS })
  })
  const index = new InMemoryVaultIndex({ vault: { ...emptyVault(), accounts } })
  const devices = new Map(people.map((who) => [serialOf(who), entryOf(who)]))
  const api = new RuleKeepingAwsApi(
    {
      trueMs,
      wallMs: () => timers.wallMs,
      lost: () => state.lost,
      throttled: () => state.throttled,
    },
    devices,
  )
  const credentialsFile = new MemoryTextFile(null)
  const clock = new TimersClock(timers)
  const mutex = new InMemoryMutex()
  const serverClock: Clock = { nowMs: trueMs, sleepUntil: (unixMs) => clock.sleepUntil(unixMs) }
  const center = newCenter(
    { accounts: [CENTER_ACCOUNT], startUrl: START_URL, sessionSeconds: 7 * 86_400 },
    "https://device.test",
  )
  const centerAccount = newAccount({ users: [] }, START_MS)
  const centerApi = new CenterSsoApi(center, centerAccount, serverClock)
  centerApi.beforeAnswer = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (state.lost) throw new AppError({ kind: "network", problem: "dns", host: "oidc.amazonaws.com" })
    const throttling = { code: "TooManyRequestsException", message: "", httpStatus: 429, clockOffsetMs: 0 }
    if (state.throttled) throw refusalError(throttling)
  }
  const sso = createSso({
    ...{ secrets, index, random, clock, mutex, api: centerApi },
    browser: new ScriptedBrowser(center, serverClock),
    files: { config: () => Promise.resolve(null), cache: () => Promise.resolve([]) },
  })
  const aws = createAws({
    ...{ secrets, index, random, api, credentialsFile, clock, mutex, sso },
    configFile: new MemoryTextFile(null, { path: "/home/someone/.aws/config" }),
    accounts: { list: () => Promise.resolve(index.now.accounts) },
  })
  const keyIds = new Map<string, string>()
  for (const [at, who] of people.entries()) {
    const accessKeyId = `AKIAIOSFODNN7EXAMPL${at}`
    const source = {
      kind: "typed",
      key: { accessKeyId, secretAccessKey: "wJalrXUtnFEMI/K7MDENG/x" },
    } as const
    const otpAccountId = accounts[at]?.id
    const key = await aws.addKey({ name: who, source, mfaSerial: serialOf(who), otpAccountId })
    keyIds.set(who, key.id)
  }
  async function sourceOf(of: WorldProfile["of"]): Promise<Pick<NewProfile, "keyId" | "center">> {
    if (of !== "center") return { keyId: keyIds.get(of) ?? "" }
    const { id } = await sso.addSignIn({ name: "acme", startUrl: START_URL, region: "us-east-1" })
    await sso.signInByBrowser(id)
    const role = { accountId: CENTER_ACCOUNT.id, accountName: "", roleName: "ReadOnly" }
    return { keyId: null, center: { signInId: id, ...role } }
  }
  const ids = new Map<string, string>()
  for (const { of, ...profile } of profiles) {
    const added = await aws.addProfile({ ...profile, ...(await sourceOf(of)) })
    ids.set(profile.name, added.id)
  }
  const idOf = (name: string) => ids.get(name) ?? "no such profile"
  const logged: unknown[] = []
  const renewer = createRenewer({
    ...{ aws, index, timers },
    door: () => state.door,
    isOnline: () => !(state.lost && state.knowsLost),
    asked: () => asked,
    onNeeded: (needed: readonly PlannedRenewal[], locked) =>
      notes.push({ needed: needed.map(({ need }) => need?.cause ?? ""), locked }),
    onWaiting: () => undefined,
    onChanged: () => undefined,
    log: (message, cause) => logged.push([message, cause]),
  })

  const drain = async () => {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  /** Time passes; `look` is called every few seconds. */
  async function pass(ms: number, look: () => void = () => undefined): Promise<void> {
    for (let passed = 0; passed < ms; passed += SLICE_MS) {
      await timers.pass(Math.min(SLICE_MS, ms - passed))
      await drain()
      look()
    }
  }
  /** A person refreshes, as in the window. */
  async function refresh(name: string, force = true): Promise<void> {
    const id = idOf(name)
    asked.push(id)
    renewer.look()
    const done = { settled: false }
    const work = aws.refresh(id, { force }).finally(() => {
      done.settled = true
      asked.splice(asked.indexOf(id), 1)
      renewer.look()
    })
    work.catch(() => undefined)
    while (!done.settled) await pass(1_000)
    await work
  }
  const sessionOf = (name: string) =>
    index.now.awsSessions.find(({ profileId }) => profileId === idOf(name)) ?? null
  /** When AWS stops taking what stands in the file for a profile, by AWS's clock; 0: it never took it. */
  function endsMs(name: string): number {
    const section = (credentialsFile.text ?? "")
      .split(/^(?=\[)/m)
      .find((part) => part.startsWith(`[${name}]`))
    const accessKeyId = /aws_access_key_id *= *(\S+)/.exec(section ?? "")?.[1] ?? ""
    const role = centerAccount.sessions.find(({ keyId }) => keyId === accessKeyId)
    return api.issued.get(accessKeyId) ?? role?.expiresMs ?? 0
  }
  return {
    ...{ timers, state, api, aws, index, secrets, renewer, notes, logged, credentialsFile },
    ...{ trueMs, idOf, pass, refresh, sessionOf, endsMs, isValid: (name: string) => endsMs(name) > trueMs() },
    /** Requests that left this computer. */
    asked: () => api.requests + centerApi.calls.length,
    /** The lid is closed: no timer runs, the clock does. */
    sleep(ms: number): void {
      timers.set(timers.wallMs + ms)
    },
    setSkew(ms: number): void {
      timers.set(timers.wallMs + ms - state.skewMs)
      state.skewMs = ms
    },
  }
}
export type RenewalWorld = Awaited<ReturnType<typeof newRenewalWorld>>
