/** @file A {@link KeyCare} whose AWS is the stand-in, over the wire and with AWS's own SDK; all else in memory. */
import { createAwsSdkApi } from "../../src/adapters/aws/aws-sdk-api.ts"
import { createIamApi } from "../../src/adapters/aws/iam-api.ts"
import { createIamKeysApi } from "../../src/adapters/aws/iam-keys-api.ts"
import { createAccounts } from "../../src/core/accounts/create-accounts.ts"
import type { AuditNote } from "../../src/core/audit/event.ts"
import { createKeyCare } from "../../src/core/aws/care/create-key-care.ts"
import type { CareDeps } from "../../src/core/aws/care/service.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import type { AwsKey } from "../../src/core/vault/schema.ts"
import { SELF_CARE } from "./aws/iam-subject.ts"
import type { AccountOptions, UserOptions } from "./aws/account.ts"
import { startAwsStandIn } from "./aws/start.ts"
import type { AwsStandIn } from "./aws/start.ts"
import { ENTRY, newBench, SERIAL } from "./aws-bench.ts"

export const PRESENT = {
  accessKeyId: "AKIAPRESENTPRESENT12",
  secretAccessKey: "present-secret-present-secret-1234567890",
}

export interface CareWorldOptions extends Partial<Omit<AccountOptions, "users">>, Partial<UserOptions> {
  /** Whether the key here knows its device; true where left out. */
  readonly linked?: boolean
}

export async function careWorld({ linked = true, ...options }: CareWorldOptions = {}) {
  const bench = await newBench()
  const { clock, secrets, index, account } = bench
  const nowMs = () => clock.nowMs()
  // The SDK signs by the real clock: the world begins now, and may leap ahead by some minutes.
  clock.set(Date.now())
  const standIn = await startAwsStandIn({
    ...options,
    nowMs,
    users: [
      {
        name: "ada",
        accessKeys: [{ id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey }],
        mfaDevices: linked ? [{ serial: SERIAL, seedBase32: ENTRY.secret }] : [],
        allow: SELF_CARE,
        ...options,
      },
    ],
  })
  const notes: AuditNote[] = []
  const wire = { timeoutMs: 60_000, nowMs }
  const accounts = createAccounts(bench.deps)
  const deps: CareDeps = {
    ...bench.deps,
    accounts,
    api: createAwsSdkApi(wire),
    iam: { ...createIamApi(wire), ...createIamKeysApi(wire) },
    audit: { note: (note) => Promise.resolve(void notes.push(note)) },
  }
  const aws = createAws({ ...bench.deps, accounts, api: deps.api })
  const key = await aws.addKey({
    name: "wire",
    source: { kind: "typed", key: PRESENT },
    endpoint: standIn.url,
    ...(linked ? { mfaSerial: SERIAL, otpAccountId: account.id } : {}),
  })
  const profile = await aws.addProfile({ name: "wire", keyId: key.id, durationSeconds: 3_600 })
  const now = (): AwsKey => {
    const found = index.now.awsKeys.find(({ id }) => id === key.id)
    if (found === undefined) throw new Error("the key is gone")
    return found
  }
  const [user] = standIn.account.users
  if (user === undefined) throw new Error("the stand-in has no user")
  return {
    ...bench,
    accounts,
    secrets,
    deps,
    aws,
    care: createKeyCare(deps),
    standIn,
    user,
    key,
    profile,
    now,
    notes,
  }
}

export type CareWorld = Awaited<ReturnType<typeof careWorld>>

/** The key ids that AWS has, and which of them are active. */
export const keysAt = (standIn: AwsStandIn) =>
  standIn.account.users.flatMap(({ accessKeys }) => accessKeys.map(({ id, status }) => ({ id, status })))
