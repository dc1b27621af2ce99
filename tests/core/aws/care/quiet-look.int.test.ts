import { expect, test } from "vitest"
import { lookQuietly } from "../../../../src/core/aws/care/quiet-look.ts"
import type { AwsKey } from "../../../../src/core/vault/schema.ts"
import { careWorld, PRESENT, type CareWorldOptions } from "../../../support/care-world.ts"

const DAY_MS = 86_400_000
const createdMs = Date.UTC(2026, 0, 5)
const lastUsedMs = Date.UTC(2026, 9, 2)
const accessKeys = [{ id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey, createdMs, lastUsedMs }]

async function world(options: CareWorldOptions = {}) {
  const here = await careWorld({ accessKeys, ...options })
  await here.aws.refresh(here.profile.id)
  const count = (action: string) => here.standIn.requests.filter((each) => each.action === action).length
  const change = (fields: Partial<AwsKey>) =>
    here.index.update((vault) => ({
      ...vault,
      awsKeys: vault.awsKeys.map((key) => ({ ...key, ...fields })),
    }))
  return { ...here, count, change, look: () => lookQuietly(here.deps, here.profile) }
}

test("a session that was issued for something else tells age and last use, once a day, without a code", async () => {
  const here = await world({ denyWithoutMfa: true })
  expect(await Promise.all([here.look(), here.look(), here.look()])).toEqual(
    expect.arrayContaining([true, false, false]),
  )
  expect(here.now().facts).toMatchObject({ issuedAtMs: createdMs, usedAtMs: lastUsedMs })
  expect(await here.look()).toBe(false)
  expect([here.count("ListAccessKeys"), here.count("GetAccessKeyLastUsed")]).toEqual([1, 1])
  const yesterdayMs = here.clock.nowMs() - DAY_MS
  const facts = { issuedAtMs: 0, usedAtMs: null, askedAtMs: yesterdayMs }
  await here.change({ facts, factsDueAtMs: yesterdayMs + DAY_MS })
  expect(await here.look()).toBe(true)
  expect(here.now().facts).toMatchObject({ issuedAtMs: createdMs })
  expect(here.count("ListAccessKeys")).toBe(2)
  expect(here.count("GetSessionToken")).toBe(1)
})

test("what AWS does not tell is not asked for again within a week, and is no failure", async () => {
  const here = await world({ allow: [] })
  expect(await here.look()).toBe(false)
  expect(here.now().facts).toBeNull()
  const dueMs = here.now().factsDueAtMs ?? 0
  expect(dueMs - here.clock.nowMs()).toBeGreaterThan(6.9 * DAY_MS)
  expect(await here.look()).toBe(false)
  expect(here.count("ListAccessKeys")).toBe(1)
  // A clock that was a year ahead for a while.
  await here.change({ factsDueAtMs: dueMs + 365 * DAY_MS })
  await here.look()
  expect(here.count("ListAccessKeys")).toBe(2)
  expect(here.count("GetSessionToken")).toBe(1)
})

test("a role's profile asks with the session that its roles are assumed from; none is made for it", async () => {
  const here = await world()
  const role = "arn:aws:iam::123456789012:role/Admin"
  const profile = await here.aws.addProfile({ name: "role", keyId: here.key.id, roleArns: [role] })
  await here.aws.refresh(here.profile.id, { force: true })
  expect(await lookQuietly(here.deps, profile)).toBe(true)
  const other = await careWorld({ accessKeys })
  const unstarted = await other.aws.addProfile({ name: "role", keyId: other.key.id, roleArns: [role] })
  expect(await lookQuietly(other.deps, unstarted)).toBe(false)
  expect(other.standIn.requests).toEqual([])
  expect(other.now().factsDueAtMs).toBeNull()
})
