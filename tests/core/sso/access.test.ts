import { describe, expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { suggestProfileName } from "../../../src/core/sso/profile-names.ts"
import { newSsoBench } from "../../support/sso-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const throttled = () => new AppError({ kind: "aws-refused", refusal: "throttled", code: "429", message: "" })

const many = (accounts: number, roles: number) =>
  Array.from({ length: accounts }, (_, account) => ({
    id: String(100_000_000_000 + account),
    name: `Account ${String(account).padStart(3, "0")}`,
    roles: Array.from({ length: roles }, (__, role) => `Role${String(role)}`),
  }))

async function signedIn(...options: Parameters<typeof newSsoBench>) {
  const bench = await newSsoBench(...options)
  await bench.sso.signInByBrowser(bench.ids.signInId)
  bench.api.calls.length = 0
  return bench
}

describe("accounts and roles", () => {
  test("are listed over all pages, by name, with the progress on the way", async () => {
    const { sso, ids, api } = await signedIn({ accounts: many(23, 7), pageSize: 5 })
    const progress: [number, number][] = []
    const access = await sso.access(ids.signInId, { onProgress: (...step) => progress.push(step) })
    expect(access.map(({ name }) => name)).toEqual(many(23, 7).map(({ name }) => name))
    expect(access.every(({ roleNames }) => roleNames.length === 7)).toBe(true)
    expect(api.count("ListAccounts")).toBe(5)
    expect(api.count("ListAccountRoles")).toBe(46)
    expect(progress[0]).toEqual([0, 23])
    expect(progress.at(-1)).toEqual([23, 23])
  })

  test("give profiles that were made without it the name of their account, now or with the next listing", async () => {
    const { sso, aws, ids, index } = await signedIn({ accounts: many(3, 1) })
    const center = { signInId: ids.signInId, accountId: "100000000001", accountName: "", roleName: "Role0" }
    await aws.addProfile({ name: "unnamed", keyId: null, center })
    const named = () => index.now.awsProfiles.find(({ name }) => name === "unnamed")?.center?.accountName
    await sso.nameAccounts(ids.signInId)
    expect(named()).toBe("Account 001")
    await index.update((vault) => ({
      ...vault,
      awsProfiles: vault.awsProfiles.map((profile) => ({
        ...profile,
        center: profile.center && { ...profile.center, accountName: "Before" },
      })),
    }))
    await sso.access(ids.signInId)
    expect(named()).toBe("Account 001")
  })

  test("are asked for a few at a time", async () => {
    const { sso, ids, api } = await signedIn({ accounts: many(40, 1) })
    let [now, most] = [0, 0]
    api.beforeAnswer = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setImmediate(resolve))
      now--
    }
    await sso.access(ids.signInId)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(4)
  })

  test("are asked for again, each time later, where AWS throttles", async () => {
    const { sso, ids, api, clock } = await signedIn({ accounts: many(1, 1) })
    api.failures.push(null, throttled(), throttled(), throttled(), throttled())
    const before = clock.nowMs()
    clock.slept.length = 0
    expect(await sso.access(ids.signInId)).toHaveLength(1)
    const waits = clock.slept.map((untilMs, place) => untilMs - (clock.slept[place - 1] ?? before))
    expect(waits).toHaveLength(4)
    for (const [place, waitMs] of waits.entries()) {
      const mostMs = 250 * 2 ** place
      expect(waitMs).toBeGreaterThanOrEqual(mostMs / 2)
      expect(waitMs).toBeLessThanOrEqual(mostMs)
    }
  })

  test("are given up when AWS goes on throttling, and then nobody goes on asking", async () => {
    const { sso, ids, api } = await signedIn({ accounts: many(50, 1) })
    api.failures.push(null, ...Array.from({ length: 200 }, throttled))
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ refusal: "throttled" })
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    // Those that were on their way still come to their end: nothing here waits for more than promises.
    await turn()
    const asked = api.calls.length
    for (let turns = 0; turns < 10; turns++) await turn()
    expect(api.calls.length).toBe(asked)
    expect(asked).toBeLessThan(40)
  })

  test("are called off by a person", async () => {
    const { sso, ids, api } = await signedIn({ accounts: many(50, 1) })
    const abort = new AbortController()
    const onProgress = (done: number) => {
      if (done === 5) abort.abort()
    }
    expect(await failureOf(sso.access(ids.signInId, { signal: abort.signal, onProgress }))).toEqual({
      kind: "cancelled",
    })
    expect(api.count("ListAccountRoles")).toBeLessThan(12)
  })

  test("may be none, which is said", async () => {
    const { sso, ids, center } = await signedIn({ accounts: [] })
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ kind: "sso", problem: "no-roles" })
    center.accounts = [{ id: "333333333333", name: "Empty", roles: [] }]
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ problem: "no-roles" })
  })

  test("may change while they are listed: an account that is gone is left out", async () => {
    const { sso, ids, center, api } = await signedIn()
    api.beforeAnswer = (action) => {
      if (action === "ListAccountRoles")
        center.accounts = center.accounts.filter(({ name }) => name === "Audit")
      return Promise.resolve()
    }
    expect((await sso.access(ids.signInId)).map(({ name }) => name)).toEqual(["Audit"])
  })

  test("whose pages lead in a circle are no answer", async () => {
    const { sso, ids, api } = await signedIn()
    api.listAccounts = () => Promise.resolve({ items: [], nextToken: "again" })
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ problem: "answer" })
  })
})

describe("the name of a profile", () => {
  const role = { accountId: "111111111111", accountName: "Prod (EU)", roleName: "AWSReadOnlyAccess" }
  test("is made of the account and the role, of letters that every tool reads", () => {
    expect(suggestProfileName(role, new Set())).toBe("prod-eu-aws-read-only-access")
    expect(suggestProfileName({ ...role, accountName: "日本" }, new Set())).toBe(
      "111111111111-aws-read-only-access",
    )
    expect(suggestProfileName({ ...role, accountName: "Zürich]\n[x" }, new Set())).toBe(
      "zu-rich-x-aws-read-only-access",
    )
  })
  test("gets a number where it is taken", () => {
    const taken = new Set<string>()
    expect([1, 2, 3].map(() => suggestProfileName(role, taken))).toEqual([
      "prod-eu-aws-read-only-access",
      "prod-eu-aws-read-only-access-2",
      "prod-eu-aws-read-only-access-3",
    ])
  })
})
