/** @file An {@link Aws} on fakes: a key, its device enrolled, and a profile, ready to refresh. */
import { writeSecretItem } from "../../src/core/accounts/secret-item.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import type { Aws, AwsDeps, NewProfile } from "../../src/core/aws/service.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"
import { InMemoryMutex } from "../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { MemoryTextFile } from "../fakes/memory-text-file.ts"
import { ScriptedAwsApi } from "../fakes/scripted-aws-api.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { accountRow } from "./vault-rows.ts"

/** A clock whose sleepers find the time come at once. */
export class LeapingClock extends ManualClock {
  readonly slept: number[] = []

  override sleepUntil(unixMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted !== true && unixMs > this.nowMs()) {
      this.slept.push(unixMs)
      this.set(unixMs)
    }
    return super.sleepUntil(unixMs, signal)
  }
}

export const SERIAL = "arn:aws:iam::123456789012:mfa/ada"
export const LONG_TERM = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}
export const ENTRY: OtpEntry = {
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  issuer: "Amazon Web Services",
  account: "ada@123456789012",
  secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  counter: 0,
}
/** 2026-11-22T12:00:05Z: five seconds into a time step. */
export const NOON_MS = Date.UTC(2026, 10, 22, 12, 0, 5)

export interface BenchOptions {
  readonly credentials?: string | null
  readonly config?: string | null
  readonly durationSeconds?: number
  readonly roleArns?: readonly string[]
  readonly region?: string
  readonly mode?: "file" | "process"
  readonly processCommand?: AwsDeps["processCommand"]
  readonly roleOptions?: NewProfile["roleOptions"]
  readonly assume?: NewProfile["assume"]
}

export async function newBench(options: BenchOptions = {}) {
  const clock = new LeapingClock(NOON_MS)
  const secrets = new InMemorySecretStore()
  const random = new SeededRandom("bench")
  const account = accountRow({
    ...{ id: random.uuid(), issuer: ENTRY.issuer, account: ENTRY.account, createdAtMs: NOON_MS },
  })
  secrets.items.set(`otp/${account.id}`, writeSecretItem(ENTRY))
  const index = new InMemoryVaultIndex({ vault: { ...emptyVault(), accounts: [account] } })
  const credentialsFile = new MemoryTextFile(options.credentials ?? null)
  const configFile = new MemoryTextFile(options.config ?? null, { path: "/home/someone/.aws/config" })
  const api = new ScriptedAwsApi(clock)
  const deps: AwsDeps = {
    ...{ secrets, index, clock, random, api, credentialsFile, configFile },
    mutex: new InMemoryMutex(),
    accounts: { list: () => Promise.resolve(index.now.accounts) },
    processCommand: options.processCommand,
  }
  const aws = createAws(deps)
  const source = { kind: "typed", key: LONG_TERM } as const
  const key = await aws.addKey({ name: "work", source, mfaSerial: SERIAL, otpAccountId: account.id })
  const { durationSeconds, roleArns, region, mode, roleOptions, assume } = options
  const profile = await aws.addProfile({
    name: "dev",
    keyId: key.id,
    durationSeconds,
    roleArns,
    region,
    mode,
    roleOptions,
    assume,
  })
  return { aws, deps, clock, secrets, index, credentialsFile, configFile, api, account, key, profile }
}

/** A second process on the same vault, keychain and files. */
export const anotherProcess = (deps: AwsDeps): Aws => createAws(deps)
