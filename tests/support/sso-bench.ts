/** @file An {@link Sso} on fakes, with the stand-in's strict Identity Center behind it, and an {@link Aws} beside it. */
import { createAws } from "../../src/core/aws/create-aws.ts"
import { createSso } from "../../src/core/sso/create-sso.ts"
import type { SsoDeps } from "../../src/core/sso/service.ts"
import type { AuditNote } from "../../src/core/audit/event.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"
import { CenterSsoApi, ScriptedBrowser } from "../fakes/center-sso-api.ts"
import { InMemoryMutex } from "../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { MemoryTextFile } from "../fakes/memory-text-file.ts"
import { ScriptedAwsApi } from "../fakes/scripted-aws-api.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { newAccount } from "./aws/account.ts"
import { newCenter, type CenterOptions } from "./aws/center/model.ts"
import { LeapingClock, NOON_MS } from "./aws-bench.ts"
import { ManualClock } from "../fakes/manual-clock.ts"

/** Time limits do not come by themselves: what waits in between is quicker. */
class LimitedClock extends LeapingClock {
  limitsCome = false

  override sleepUntil(unixMs: number, signal?: AbortSignal): Promise<void> {
    const isLimit = unixMs - this.nowMs() >= 600_000 && !this.limitsCome
    if (isLimit) return ManualClock.prototype.sleepUntil.call(this, unixMs, signal)
    return super.sleepUntil(unixMs, signal)
  }
}

export const START_URL = "https://acme.awsapps.com/start"
export const ACCOUNTS = [
  { id: "111111111111", name: "Prod", roles: ["AdministratorAccess", "ReadOnly"] },
  { id: "222222222222", name: "Audit", roles: ["ReadOnly"] },
] as const

export async function newSsoBench(options: Partial<CenterOptions> = {}) {
  const clock = new LimitedClock(NOON_MS)
  const center = newCenter({ accounts: ACCOUNTS, startUrl: START_URL, ...options }, "https://device.test")
  const account = newAccount({ users: [] }, NOON_MS)
  const api = new CenterSsoApi(center, account, clock)
  const browser = new ScriptedBrowser(center, clock)
  const secrets = new InMemorySecretStore()
  const index = new InMemoryVaultIndex({ vault: emptyVault() })
  const notes: AuditNote[] = []
  const files = { configText: null as string | null, cached: [] as string[] }
  const deps: SsoDeps = {
    ...{ secrets, index, clock, api, browser, mutex: new InMemoryMutex() },
    random: new SeededRandom("sso"),
    files: {
      config: () => Promise.resolve(files.configText === null ? null : Buffer.from(files.configText)),
      cache: () => Promise.resolve(files.cached),
    },
    audit: { note: (note) => Promise.resolve(void notes.push(note)) },
  }
  const sso = createSso(deps)
  const signIn = await sso.addSignIn({ name: "acme", startUrl: START_URL, region: "us-east-1" })
  const credentialsFile = new MemoryTextFile(null)
  const configFile = new MemoryTextFile(null, { path: "/home/someone/.aws/config" })
  const sts = new ScriptedAwsApi(clock)
  const aws = createAws({
    ...{ secrets, index, clock, mutex: deps.mutex, credentialsFile, configFile, sso, api: sts },
    random: deps.random,
    accounts: { list: () => Promise.resolve([]) },
    audit: deps.audit,
  })
  const ids = { signInId: signIn.id }
  return {
    ...{ sso, aws, deps, clock, center, api, sts, browser, secrets, index, notes, files, signIn, ids },
    ...{ credentialsFile, configFile },
  }
}

export type SsoBench = Awaited<ReturnType<typeof newSsoBench>>
