/** @file Rotation against a strict IAM over the wire. */
import { afterEach, expect, test } from "vitest"
import { AppError } from "../../../../src/core/errors.ts"
import { loadKey } from "../../../../src/core/aws/secret-items.ts"
import { careWorld, keysAt, PRESENT } from "../../../support/care-world.ts"
import type { CareWorld, CareWorldOptions } from "../../../support/care-world.ts"

const open: CareWorld[] = []
async function world(options?: CareWorldOptions) {
  const made = await careWorld(options)
  open.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ standIn }) => standIn.close()))
})

const items = ({ secrets }: CareWorld) =>
  [...secrets.items.keys()].filter((name) => name.startsWith("aws-key/"))

test("a rotation ends with the new key in use and the old one inactive", async () => {
  const here = await world()
  const steps: string[] = []
  const rotated = await here.care.rotate("wire", { onStep: (step) => steps.push(step) })
  expect(steps).toEqual(["asking", "creating", "proving", "switching", "deactivating"])
  const kept = await loadKey(here.secrets, rotated)
  expect(kept.accessKeyId).not.toBe(PRESENT.accessKeyId)
  expect(keysAt(here.standIn)).toEqual([
    { id: PRESENT.accessKeyId, status: "Inactive" },
    { id: kept.accessKeyId, status: "Active" },
  ])
  expect(rotated).toMatchObject({ tail: kept.accessKeyId.slice(-4), rotation: { step: "retired" } })
  expect(here.notes.map(({ what }) => what)).toEqual(["key-rotated", "key-deactivated"])
  // Its own secret and the old one: neither was overwritten.
  expect(items(here)).toHaveLength(3)
  await expect(here.aws.refresh(here.profile.id)).resolves.toMatchObject({ issued: true })
})

test("the session issued with the old key goes on, and the next one comes with the new key", async () => {
  const here = await world()
  await here.aws.refresh(here.profile.id)
  const before = await here.aws.credentials(here.profile.id)
  await here.care.rotate("wire")
  const target = { region: "us-east-1", endpoint: here.standIn.url }
  await expect(here.deps.api.getCallerIdentity(target, before)).resolves.toBeDefined()
  await here.aws.refresh(here.profile.id, { force: true })
  const signer = here.standIn.requests.findLast(({ action }) => action === "GetSessionToken")
  expect(signer?.accessKeyId).toBe((await loadKey(here.secrets, here.now())).accessKeyId)
})

test("one code serves all of a rotation, and none is sent twice", async () => {
  const here = await world({ denyWithoutMfa: true })
  await here.aws.refresh(here.profile.id)
  await here.care.rotate("wire")
  await here.care.deleteOld("wire")
  const codes = here.standIn.requests.flatMap(({ parameters }) => parameters.TokenCode ?? [])
  expect(codes).toHaveLength(3)
  expect(new Set(codes).size).toBe(3)
  expect(here.standIn.requests.every(({ result }) => result === "OK")).toBe(true)
})

test("a key without a device is rotated with the key itself", async () => {
  const here = await world({ linked: false })
  await here.care.rotate("wire")
  await here.care.deleteOld("wire")
  expect(keysAt(here.standIn)).toEqual([
    { id: (await loadKey(here.secrets, here.now())).accessKeyId, status: "Active" },
  ])
  expect(here.standIn.requests.some(({ action }) => action === "GetSessionToken")).toBe(false)
})

test("the old key is deleted on request, with its item", async () => {
  const here = await world()
  await here.care.rotate("wire")
  const done = await here.care.deleteOld("wire")
  expect(done.rotation).toBeNull()
  expect(keysAt(here.standIn).map(({ status }) => status)).toEqual(["Active"])
  expect(items(here)).toHaveLength(2)
  await expect(here.care.deleteOld("wire")).rejects.toMatchObject({ data: { problem: "nothing" } })
})

test("going back makes the old key active and in use, and deletes the new one", async () => {
  const here = await world()
  await here.care.rotate("wire")
  const back = await here.care.rollBack("wire")
  expect(back).toMatchObject({ tail: PRESENT.accessKeyId.slice(-4), rotation: null })
  expect(await loadKey(here.secrets, back)).toEqual(PRESENT)
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
  expect(here.notes.map(({ what }) => what)).toContain("key-rolled-back")
  await expect(here.aws.refresh(here.profile.id)).resolves.toMatchObject({ issued: true })
})

test("after going back the key is as old as it was before, and was used when it was", async () => {
  const createdMs = Date.UTC(2026, 0, 5)
  const accessKeys = [{ id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey, createdMs }]
  const here = await world({ accessKeys })
  await here.care.look("wire")
  const { facts } = here.now()
  expect(facts?.issuedAtMs).toBe(createdMs)
  await here.care.rotate("wire")
  expect(here.now().facts?.issuedAtMs).toBeGreaterThan(createdMs)
  expect((await here.care.rollBack("wire")).facts).toEqual(facts)
})

test("a new key that AWS does not know at once is waited for, politely", async () => {
  const here = await world({ newKeyUnknownFor: 4 })
  const slept = here.clock.slept.length
  await here.care.rotate("wire")
  expect(here.now().rotation?.step).toBe("retired")
  const asked = here.standIn.requests.filter(({ action }) => action === "GetCallerIdentity")
  expect(asked.filter(({ result }) => result === "InvalidClientTokenId")).toHaveLength(4)
  expect(here.clock.slept.length - slept).toBeGreaterThanOrEqual(4)
})

test("a new key that AWS never takes is not switched to, and can be gone on with or taken back", async () => {
  const here = await world({ newKeyUnknownFor: 1_000 })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { problem: "not-proven" } })
  expect(here.now()).toMatchObject({ tail: PRESENT.accessKeyId.slice(-4), rotation: { step: "proving" } })
  await expect(here.aws.refresh(here.profile.id)).resolves.toMatchObject({ issued: true })
  await here.care.rollBack("wire")
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
  expect(here.now().rotation).toBeNull()
})

test("with two keys it stops before anything is made, and says which the other one is", async () => {
  const here = await world({
    accessKeys: [
      { id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey },
      { id: "AKIAFORGOTTENFORGO99", status: "Inactive", lastUsedMs: 1_700_000_000_000 },
    ],
  })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({
    data: {
      problem: "limit",
      others: [{ tail: "GO99", active: false, usedAtMs: 1_700_000_000_000 }],
    },
  })
  expect(here.now().rotation).toBeNull()
  await expect(here.care.deleteStray("wire", "NONE")).rejects.toMatchObject({
    data: { problem: "not-found" },
  })
  await expect(here.care.deleteStray("wire", PRESENT.accessKeyId.slice(-4))).rejects.toMatchObject({
    data: { problem: "not-found" },
  })
  await here.care.deleteStray("wire", "GO99")
  await here.care.rotate("wire")
  expect(here.now().rotation?.step).toBe("retired")
})

test("an answer that is lost after the key was made leaves a key that is reported, and deleted by choice", async () => {
  const here = await world()
  here.standIn.faults.next({ kind: "reset", processed: true }, { action: "CreateAccessKey" })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  expect(here.now().rotation?.step).toBe("creating")
  const lost = here.user.accessKeys[1]?.id.slice(-4) ?? ""
  for (const again of ["resume", "rollBack", "rotate"] as const)
    await expect(here.care[again]("wire")).rejects.toMatchObject({
      data: { problem: "stray", others: [{ tail: lost }] },
    })
  await here.care.deleteStray("wire", lost)
  expect(here.now().rotation).toBeNull()
  await here.care.rotate("wire")
  expect(here.now().rotation?.step).toBe("retired")
})

test("a key whose secret the keychain does not keep is deleted again at once", async () => {
  const here = await world()
  const denied = new AppError({ kind: "keychain", problem: "denied", backend: "os" })
  here.secrets.script.failMatching("set aws-key/", denied)
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { kind: "keychain" } })
  expect(keysAt(here.standIn)).toEqual([{ id: PRESENT.accessKeyId, status: "Active" }])
  expect(here.now().rotation).toBeNull()
})

test("a plain no leaves nothing behind", async () => {
  const here = await world({ allow: ["iam:ListAccessKeys"] })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { refusal: "denied" } })
  expect(here.now().rotation).toBeNull()
})

test.each(["UpdateAccessKey", "DeleteAccessKey"])(
  "an answer of %s that is lost does not stop the next run",
  async (action) => {
    const here = await world()
    here.standIn.faults.next({ kind: "reset", processed: true }, { action })
    await here.care.rotate("wire").catch(() => here.care.resume("wire"))
    expect(here.now().rotation?.step).toBe("retired")
    await here.care.deleteOld("wire").catch(() => here.care.resume("wire"))
    expect(here.now().rotation).toBeNull()
    expect(keysAt(here.standIn).map(({ status }) => status)).toEqual(["Active"])
  },
)

test("there is no way back from deleting", async () => {
  const here = await world()
  await here.care.rotate("wire")
  here.standIn.faults.next({ kind: "reset", processed: true }, { action: "DeleteAccessKey" })
  await expect(here.care.deleteOld("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  await expect(here.care.rollBack("wire")).rejects.toMatchObject({ data: { problem: "too-late" } })
  await here.care.resume("wire")
  expect(here.now().rotation).toBeNull()
})

test("a key with a rotation under way is not removed, nor rotated again", async () => {
  const here = await world()
  await here.aws.removeProfile(here.profile.id)
  await here.care.rotate("wire")
  await expect(here.aws.removeKey(here.key.id)).rejects.toMatchObject({ data: { problem: "unfinished" } })
  await expect(here.care.rotate("wire")).rejects.toMatchObject({ data: { problem: "unfinished" } })
  expect(await here.care.forget("wire")).toBe(PRESENT.accessKeyId.slice(-4))
  await here.aws.removeKey(here.key.id)
  expect(items(here)).toHaveLength(1)
})

test("age and last use are asked for and kept, with a code only where AWS wants one", async () => {
  const createdMs = Date.UTC(2026, 0, 5)
  const lastUsedMs = Date.UTC(2026, 9, 2)
  const accessKeys = [{ id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey, createdMs, lastUsedMs }]
  const here = await world({ accessKeys })
  const { listed } = await here.care.look("wire")
  expect(listed).toEqual([
    { tail: "NT12", active: true, issuedAtMs: createdMs, usedAtMs: lastUsedMs, role: "present" },
  ])
  expect(here.now().facts).toMatchObject({ issuedAtMs: createdMs, usedAtMs: lastUsedMs })
  expect(here.standIn.requests.some(({ action }) => action === "GetSessionToken")).toBe(false)
  const strict = await world({ accessKeys, denyWithoutMfa: true })
  await strict.care.look("wire")
  expect(strict.now().facts).toMatchObject({ issuedAtMs: createdMs, usedAtMs: lastUsedMs })
})

test("two who rotate the same key at once do it once", async () => {
  const here = await world()
  const outcomes = await Promise.allSettled([here.care.rotate("wire"), here.care.rotate("wire")])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(keysAt(here.standIn)).toHaveLength(2)
})
