import { describe, expect, test } from "vitest"
import type { Finding } from "../../../src/core/checkup/finding.ts"
import { inOrder } from "../../../src/core/checkup/finding.ts"
import type { KeySight } from "../../../src/core/checkup/look-at-account.ts"
import { runCheckup } from "../../../src/core/checkup/run-checkup.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { Answer } from "../../../src/core/ports/aws-api.ts"
import type { IamApi } from "../../../src/core/ports/iam-api.ts"
import type { Vault } from "../../../src/core/vault/schema.ts"
import { FakeMachine } from "../../fakes/fake-machine.ts"
import { newBench, NOON_MS, SERIAL } from "../../support/aws-bench.ts"

const DAY_MS = 86_400_000
const denied = new AppError({ kind: "aws-refused", refusal: "denied", code: "AccessDenied", message: "" })
const ok = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ value, clockOffsetMs: 0 })
const device = { serialNumber: SERIAL, userName: "ada", enabledAtMs: 0 }
const key = (days: number, tail = "0001") => {
  return { accessKeyId: `AKIA${tail}`, userName: "ada", active: true, createdAtMs: NOON_MS - days * DAY_MS }
}
const user = (name: string, passwordUsedAtMs: number | null = null) => {
  return { name, arn: `arn:aws:iam::123456789012:user/${name}`, passwordUsedAtMs }
}

/** An account with nothing wrong. */
const fine: IamApi = {
  accountSummary: () => ok({ rootMfa: true, rootKeys: false }),
  listUsers: () => ok({ items: [user("ada")], complete: true }),
  listMfaDevices: () => ok([device]),
  listAccessKeys: () => ok([key(1)]),
  accessKeyLastUsed: () => ok(NOON_MS),
}

async function check(
  iam: Partial<IamApi> = {},
  options: { offline?: boolean; key?: string; onSight?: (sight: KeySight) => void } = {},
  change: Partial<Vault> = {},
) {
  const bench = await newBench()
  await bench.index.update((vault) => ({
    ...vault,
    backup: { ...vault.backup, lastByHandAtMs: NOON_MS },
    awsKeys: vault.awsKeys.map((known) => ({ ...known, userArn: "arn:aws:iam::123456789012:user/ada" })),
    ...change,
  }))
  const before = JSON.stringify(bench.index.now)
  const deps = { ...bench.deps, iam: { ...fine, ...iam }, machine: new FakeMachine(), places: [] }
  const findings = await runCheckup({ ...deps, keychain: () => Promise.resolve(bench.secrets) }, options)
  expect(JSON.stringify(bench.index.now)).toBe(before)
  return findings
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id)

describe("what AWS tells", () => {
  test("of an account in order is nothing", async () => {
    expect(await check()).toEqual([])
  })

  test("the root user without MFA, or with keys", async () => {
    const place = { key: "work", account: "123456789012" }
    const findings = await check({ accountSummary: () => ok({ rootMfa: false, rootKeys: true }) })
    expect(findings).toEqual([
      { id: "root-without-mfa", ...place },
      { id: "root-has-keys", ...place },
    ])
  })

  test("users without MFA: who signs in with a password first", async () => {
    const findings = await check({
      listUsers: () => ok({ items: [user("bot"), user("bob", NOON_MS), user("ada")], complete: true }),
      listMfaDevices: (_, name) => ok(name === "ada" ? [device] : []),
      listAccessKeys: () => ok([]),
    })
    expect(findings).toMatchObject([
      { id: "user-without-mfa", user: "bob", signsIn: true, own: false },
      { id: "user-without-mfa", user: "bot", signsIn: false },
    ])
  })

  test.each([
    [89, NOON_MS, []],
    [90, NOON_MS, ["old-key"]],
    [200, NOON_MS - 90 * DAY_MS, ["unused-key"]],
    [13, null, []],
    [14, null, ["unused-key"]],
  ])("a key of %i days, last used at %s", async (days, usedAtMs, expected) => {
    const listAccessKeys = () => ok([key(days)])
    expect(ids(await check({ listAccessKeys, accessKeyLastUsed: () => ok(usedAtMs) }))).toEqual(expected)
  })

  test("of keys that are inactive only that they are there", async () => {
    const listAccessKeys = () => ok([key(1), { ...key(900, "0002"), active: false }])
    expect(await check({ listAccessKeys })).toMatchObject([
      { id: "several-keys", user: "ada", count: 2, own: true },
    ])
  })

  test("nothing where nothing may be seen: one finding, no failure", async () => {
    const no = () => Promise.reject(denied)
    const all = { accountSummary: no, listUsers: no, listMfaDevices: no, listAccessKeys: no }
    expect(await check(all)).toEqual([
      {
        id: "not-allowed",
        ...{ key: "work", account: "123456789012" },
        actions: ["iam:ListUsers", "iam:GetAccountSummary", "iam:ListMFADevices", "iam:ListAccessKeys"],
      },
    ])
  })

  test("what each key may see, and what not, also where nothing is wrong", async () => {
    const sights: KeySight[] = []
    const onSight = (sight: KeySight) => sights.push(sight)
    await check({}, { onSight })
    await check({ listUsers: () => Promise.reject(denied) }, { onSight })
    await check({}, { onSight, offline: true })
    const place = { key: "work", account: "123456789012" }
    const [use, summary, keys, devices, users] = [
      ...["iam:GetAccessKeyLastUsed", "iam:GetAccountSummary", "iam:ListAccessKeys"],
      ...["iam:ListMFADevices", "iam:ListUsers"],
    ]
    expect(sights).toEqual([
      { ...place, may: [use, summary, keys, devices, users], mayNot: [] },
      { ...place, may: [use, summary, keys, devices], mayNot: [users] },
    ])
  })

  test("of the own user where the others may not be seen", async () => {
    const asked: (string | null)[] = []
    const findings = await check({
      listUsers: () => Promise.reject(denied),
      listMfaDevices: (_, name) => {
        asked.push(name)
        return ok([])
      },
      listAccessKeys: () => Promise.reject(denied),
    })
    expect(asked).toEqual([null])
    expect(ids(findings)).toEqual(["user-without-mfa", "not-allowed"])
    expect(findings[0]).toMatchObject({ user: "ada", own: true })
  })

  test("is not asked user by user once some were refused, nor beyond a bound", async () => {
    let calls = 0
    const items = Array.from({ length: 500 }, (_, number) => user(`u${number}`))
    const findings = await check({
      listUsers: () => ok({ items, complete: false }),
      listMfaDevices: () => {
        calls += 1
        return Promise.reject(denied)
      },
      listAccessKeys: () => ok([]),
    })
    expect(calls).toBeLessThan(10)
    expect(findings).toMatchObject([{ id: "not-all-users", checked: 201 }, { id: "not-allowed" }])
  })

  test("after being asked to slow down, and not for ever", async () => {
    const slow = new AppError({ kind: "aws-refused", refusal: "throttled", code: "Throttling", message: "" })
    let left = 2
    const listUsers: IamApi["listUsers"] = (caller) =>
      left-- > 0 ? Promise.reject(slow) : fine.listUsers(caller)
    expect(await check({ listUsers })).toEqual([])
    expect(ids(await check({ listUsers: () => Promise.reject(slow) }))).toEqual(["aws-unanswered"])
  })

  test("nothing without a network, which is a finding too", async () => {
    const down = new AppError({ kind: "network", problem: "dns", host: "AWS" })
    const findings = await check({ listUsers: () => Promise.reject(down) })
    expect(findings).toMatchObject([{ id: "aws-unanswered", error: { kind: "network", problem: "dns" } }])
  })

  test("is not asked offline, and not with other keys than the one named", async () => {
    const never = () => Promise.reject(new Error("AWS was asked"))
    expect(await check({ listUsers: never }, { offline: true })).toEqual([])
    await expect(check({}, { key: "gone" })).rejects.toMatchObject({ data: { kind: "not-found" } })
  })

  test("how far the clock is off", async () => {
    const listUsers: IamApi["listUsers"] = () =>
      Promise.resolve({ value: { items: [], complete: true }, clockOffsetMs: 40_000 })
    const accountSummary = () => Promise.reject(denied)
    const own = { listMfaDevices: () => Promise.reject(denied), listAccessKeys: () => Promise.reject(denied) }
    expect((await check({ listUsers, accountSummary, ...own }))[0]).toEqual({
      id: "clock-off",
      offsetMs: 40_000,
    })
  })
})

describe("how Keycard stands", () => {
  const backup = { automatic: { enabled: true, folder: "/b", keep: 10, keyId: null }, vaultId: null }
  const rest = { lastDigest: null, lastByHandAtMs: null, remindDays: 30 }

  test("without a backup, with an old one, with failing ones", async () => {
    const none = { ...backup, ...rest, lastSuccess: null, lastFailure: null }
    expect(ids(await check({}, { offline: true }, { backup: none }))).toEqual(["no-backup"])
    const lastFailure = { atMs: NOON_MS, problem: "full", path: "/b", times: 3 } as const
    const old = { ...none, lastSuccess: { atMs: NOON_MS - 40 * DAY_MS, path: "/b/x" }, lastFailure }
    expect(await check({}, { offline: true }, { backup: old })).toEqual([
      { id: "backup-failing", problem: "full", times: 3 },
      { id: "old-backup", days: 40 },
    ])
  })

  test("with a correction of the clock that is out of date", async () => {
    const clockCorrection = { offsetMs: 60_000, setAtMs: NOON_MS, from: "AWS" }
    expect(ids(await check({}, { offline: true }, { clockCorrection, clockOffsetMs: 0 }))).toEqual([
      "clock-correction-stale",
    ])
  })

  test("with a vault or a keychain that cannot be used", async () => {
    const bench = await newBench()
    const problem = new AppError({ kind: "keychain", problem: "locked", backend: "os" })
    const deps = { ...bench.deps, iam: fine, machine: new FakeMachine(), places: [] }
    const keychain = () => Promise.reject(problem)
    expect(ids(await runCheckup({ ...deps, keychain }))).toEqual(["keychain-unusable", "no-backup"])
    const damaged = new AppError({ kind: "index", problem: "damaged", path: "/v" })
    const index = { read: () => Promise.reject(damaged) }
    expect(await runCheckup({ ...deps, index, keychain })).toEqual([
      { id: "vault-unusable", error: damaged.data },
    ])
  })
})

test("two keys of one account say the same once; of unknown accounts each for itself", () => {
  const finding = (key: string, account: string | null): Finding => ({ id: "root-without-mfa", key, account })
  expect(inOrder([finding("a", "1"), finding("b", "1")])).toEqual([finding("a", "1")])
  expect(inOrder([finding("a", null), finding("b", null)])).toHaveLength(2)
})
