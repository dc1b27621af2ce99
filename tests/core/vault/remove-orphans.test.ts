import { describe, expect, test } from "vitest"
import { createKeyCare } from "../../../src/core/aws/care/create-key-care.ts"
import type { CareDeps } from "../../../src/core/aws/care/service.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import { saveUserSession } from "../../../src/core/aws/user-session.ts"
import type { SecretName } from "../../../src/core/ports/secret-store.ts"
import { createSso } from "../../../src/core/sso/create-sso.ts"
import { saveSignIn } from "../../../src/core/sso/kept-sign-in.ts"
import type { SsoDeps } from "../../../src/core/sso/service.ts"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { plainPlace } from "../../../src/core/lock/place-store.ts"
import { removeOrphans } from "../../../src/core/vault/remove-orphans.ts"
import { changingNames, fixedNames } from "../../../src/core/vault/secret-names.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { InMemoryMutex } from "../../fakes/in-memory-mutex.ts"
import { MemoryTextFile } from "../../fakes/memory-text-file.ts"
import { ScriptedAwsApi } from "../../fakes/scripted-aws-api.ts"
import { InMemoryPendingItems } from "../../fakes/in-memory-pending-items.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"

const dead = new AppError({ kind: "keychain", problem: "broken", backend: "os" })
const entry = (issuer: string, secret: string): OtpEntry => ({
  ...{ type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 },
  ...{ issuer, account: "", secret },
})
const choices = [entry("A", "JBSWY3DPEHPK3PXP"), entry("B", "KRSXG5CTMVRXEZLU")].map((each) => ({
  entry: each,
}))
const kept = [{ issuer: "C", account: "", what: "mOTP", from: "Aegis", uri: "motp://C?secret=00&pin=1" }]

const newKey = {
  name: "work",
  source: {
    kind: "typed",
    key: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  },
} as const

function world() {
  const script = new FailureScript()
  const deps = {
    secrets: new InMemorySecretStore({ script }),
    index: new InMemoryVaultIndex({ script }),
    clock: new ManualClock(0),
    random: new SeededRandom("orphans"),
    pending: new InMemoryPendingItems(),
  }
  const { index, pending, secrets } = deps
  const sweep = () => removeOrphans({ index, pending, storeAt: () => Promise.resolve(plainPlace(secrets)) })
  const accounts = createAccounts(deps)
  const [credentialsFile, configFile] = [new MemoryTextFile(null), new MemoryTextFile(null)]
  const api = new ScriptedAwsApi(deps.clock)
  const shared = { ...deps, mutex: new InMemoryMutex() }
  const aws = createAws({ ...shared, accounts, credentialsFile, configFile, api })
  // Nothing of AWS is asked by what is done here.
  const care = createKeyCare({ ...shared, accounts, api } as unknown as CareDeps)
  const sso = createSso(shared as unknown as SsoDeps)
  return { ...deps, script, accounts, aws, care, sso, sweep }
}
type World = ReturnType<typeof world>

/** Each a thing that writes or deletes items; `prepare` what is there before. */
const operations: Record<string, (here: World) => Promise<() => Promise<unknown>>> = {
  "an import": (here) => Promise.resolve(() => here.accounts.enrolBatch(choices, { kept })),
  "an enrolment that replaces a secret": async (here) => {
    const [first] = await here.accounts.enrol(choices.slice(0, 1))
    return () => here.accounts.enrol([{ entry: entry("A", "MFRGGZDFMZTWQ2LK"), replaces: first!.id }])
  },
  "emptying the trash": async (here) => {
    const enrolled = await here.accounts.enrol(choices)
    return () => here.accounts.purge(enrolled.map(({ id }) => id))
  },
  "an undo": async (here) => {
    const batch = await here.accounts.enrolBatch(choices, { kept })
    return () => here.accounts.undoEnrol(batch)
  },
  "removing what is only kept": async (here) => {
    const batch = await here.accounts.enrolBatch([], { kept })
    return () => here.accounts.removeKept(batch.kept.map(({ id }) => id))
  },
}

Object.assign(operations, {
  "adding a key": (here) => Promise.resolve(() => here.aws.addKey(newKey)),
  "removing a key with a session of its user": async (here) => {
    const key = await here.aws.addKey(newKey)
    const user = { issuedAtMs: 0, expiresAtMs: 1, mfaSerial: "arn:aws:iam::123456789012:mfa/ada" }
    const long = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "t".repeat(6_000) }
    await saveUserSession(here.secrets, key.id, { ...user, ...long, madeWith: `aws-key/${key.id}` })
    return () => here.aws.removeKey(key.id)
  },
  "letting go of a rotation": async (here) => {
    const key = await here.aws.addKey(newKey)
    const otherId = here.random.uuid()
    await here.secrets.set(`aws-key/${otherId}`, "another key")
    const step = "proving" as const
    const rotation = { step, startedAtMs: 0, otherId, otherTail: "WXYZ", before: [], otherFacts: null }
    await here.index.update((vault) => ({ ...vault, awsKeys: [{ ...key, rotation }] }))
    return () => here.care.forget(key.id)
  },
  "removing a sign-in to Identity Center": async (here) => {
    const startUrl = "https://example.awsapps.com/start"
    const { id } = await here.sso.addSignIn({ name: "work", startUrl, region: "eu-west-1" })
    const client = { clientId: "c", clientSecret: "s".repeat(6_000), expiresAtMs: 1 }
    await saveSignIn(here.secrets, id, { clients: { browser: client, device: null }, tokens: null })
    return () => here.sso.removeSignIn(id)
  },
} satisfies typeof operations)

/** The items there are, but for values that may be there and need not. */
function countedItems({ secrets, index }: World): Set<SecretName> {
  const known = new Set<string>(changingNames(index.now))
  return new Set([...secrets.items.keys()].filter((name) => !known.has(name.replace(/\.[ab]\.\d+$/, ""))))
}

describe.each(Object.keys(operations))("%s that dies", (name) => {
  test("before or after each step leaves no secret missing, and after the next start no item too many", async () => {
    const orphans = new Set<number>()
    let died = 0
    for (const strikes of ["before", "after"] as const)
      for (let step = 1; step < 14; step++) {
        const here = world()
        const work = await operations[name]!(here)
        const start = here.script.calls.length
        // Whoever is dead does nothing more; that its last call was done is seen in what it left.
        here.script.failCall(start + step, dead, strikes)
        for (let later = 1; later < 30; later++) here.script.failCall(start + step + later, dead)
        await work().catch(() => (died += 1))
        here.script.clear()
        const names = () => new Set(fixedNames(here.index.now))
        orphans.add([...countedItems(here)].filter((item) => !names().has(item)).length)
        for (const item of names()) expect(here.secrets.items.has(item), `${strikes} ${step}`).toBe(true)
        await here.sweep()
        expect(countedItems(here), `${strikes} ${step}`).toEqual(names())
        expect(here.pending.notes.size).toBe(0)
      }
    expect(died).toBeGreaterThan(0)
    // The deaths did leave something behind, or this proves nothing.
    expect(Math.max(...orphans)).toBeGreaterThan(0)
  })

  test("that does not die leaves no note", async () => {
    const here = world()
    await (
      await operations[name]!(here)
    )()
    expect(here.pending.seen.length).toBeGreaterThan(0)
    expect(here.pending.notes.size).toBe(0)
    expect(countedItems(here)).toEqual(new Set(fixedNames(here.index.now)))
  })
})

/** A note of one item that nobody refers to, and that is there. */
async function orphaned(generation = 0, backend: "os" | "file" = "os") {
  const here = world()
  await here.accounts.enrol(choices)
  const name = `otp/${here.random.uuid()}` as const
  await here.secrets.set(name, "an orphan")
  here.pending.leave({ names: [name], places: [{ backend, keyId: null }], generation })
  return { ...here, name }
}

test("while the keychain is locked nothing is removed, and later it is", async () => {
  const here = await orphaned()
  here.secrets.close("locked")
  await expect(here.sweep()).rejects.toMatchObject({ data: { kind: "keychain", problem: "locked" } })
  here.secrets.reopen()
  expect(here.secrets.items.has(here.name)).toBe(true)
  expect(here.pending.notes.size).toBe(1)
  expect(await here.sweep()).toBe(1)
  expect(here.secrets.items.has(here.name)).toBe(false)
})

test("what is in a place that cannot be reached now is kept for later", async () => {
  const here = await orphaned()
  const { index, pending } = here
  await removeOrphans({ index, pending, storeAt: () => Promise.resolve(null) })
  expect(here.secrets.items.has(here.name)).toBe(true)
  expect(pending.notes.size).toBe(1)
})

test("with an index older than the note nothing is removed: a newer one may name the item", async () => {
  const here = await orphaned(1_000)
  expect(await here.sweep()).toBe(0)
  expect(here.secrets.items.has(here.name)).toBe(true)
  expect(here.pending.notes.size).toBe(0)
})

test("while secrets move nothing is removed", async () => {
  const here = await orphaned()
  const place = { backend: "os" as const, keyId: null }
  const move = {
    stage: "copying" as const,
    from: place,
    to: { ...place, backend: "file" as const },
    lock: null,
  }
  await here.index.update((vault) => ({ ...vault, move }))
  expect(await here.sweep()).toBe(0)
  expect(here.pending.notes.size).toBe(1)
  // What is purged meanwhile may have been copied to the other end.
  const [first] = here.index.now.accounts
  await here.accounts.purge([first!.id])
  expect(here.pending.seen.at(-1)?.places).toEqual([place, move.to])
})

test("the note is there before the first item is, and one enrolment writes the index once", async () => {
  const here = world()
  const seen: number[] = []
  const set = here.secrets.set.bind(here.secrets)
  here.secrets.set = (name, value) => {
    seen.push([...here.pending.notes].filter(({ names }) => names.includes(name)).length)
    return set(name, value)
  }
  await here.accounts.enrolBatch(choices)
  expect(seen).toEqual([1, 1])
  expect(here.index.now.generation).toBe(1)
})

test("where nothing can be noted, nothing is written", async () => {
  const here = world()
  const full = new AppError({ kind: "file", problem: "full", path: "x" })
  here.pending.during = () => Promise.reject(full)
  await expect(here.accounts.enrolBatch(choices)).rejects.toBe(full)
  expect(here.secrets.items.size).toBe(0)
})
