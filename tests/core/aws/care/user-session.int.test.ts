/** @file What becomes of the user's session, which roles are assumed from, when the key it was made with is rotated.
 *  AWS lets it live on: "Disabling permissions for temporary security credentials", IAM User Guide. */
import { afterEach, expect, test } from "vitest"
import { careWorld, PRESENT } from "../../../support/care-world.ts"
import type { CareWorld } from "../../../support/care-world.ts"
import { loadKey } from "../../../../src/core/aws/secret-items.ts"

const open: CareWorld[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ standIn }) => standIn.close()))
})

/** A user with two profiles of roles, which share one session of the user. */
async function world() {
  const made = await careWorld({ roles: [{ name: "One" }, { name: "Two" }] })
  open.push(made)
  const profileOf = (name: string) =>
    made.aws.addProfile({
      ...{ name, keyId: made.key.id, durationSeconds: 3_600 },
      roleArns: [`arn:aws:iam::123456789012:role/${name}`],
    })
  const [one, two] = [await profileOf("One"), await profileOf("Two")]
  /** Who signed each request for the user's session, and for a role. */
  const signers = (action: string) =>
    made.standIn.requests.filter((request) => request.action === action).map((request) => request.accessKeyId)
  const refresh = (id: string) => made.aws.refresh(id, { force: true })
  return { ...made, one, two, signers, refresh }
}

test("a session made with the old key is not used any more, though AWS would still take it", async () => {
  const here = await world()
  await here.refresh(here.one.id)
  await here.refresh(here.two.id)
  expect(here.signers("GetSessionToken")).toEqual([PRESENT.accessKeyId])
  const [before] = here.signers("AssumeRole")
  await here.care.rotate("wire")
  await here.refresh(here.one.id)
  const rotated = (await loadKey(here.secrets, here.now())).accessKeyId
  expect(here.signers("GetSessionToken").at(-1)).toBe(rotated)
  const after = here.signers("AssumeRole").at(-1)
  expect(after).not.toBe(before)
  // AWS revoked nothing: what was issued before is taken until it ends.
  const old = here.standIn.account.sessions.find(({ keyId }) => keyId === before)
  expect(old).toBeDefined()
  const credentials = {
    ...{ accessKeyId: old?.keyId ?? "", secretAccessKey: old?.secret ?? "" },
    ...{ sessionToken: old?.token ?? "", expiresAtMs: old?.expiresMs ?? 0 },
  }
  const target = { region: "us-east-1", endpoint: here.standIn.url }
  await expect(here.deps.api.getCallerIdentity(target, credentials)).resolves.toBeDefined()
})

test("the new session is shared from then on: one code for both roles", async () => {
  const here = await world()
  await here.refresh(here.one.id)
  await here.care.rotate("wire")
  const asked = here.signers("GetSessionToken").length
  await here.refresh(here.one.id)
  await here.refresh(here.two.id)
  expect(here.signers("GetSessionToken")).toHaveLength(asked + 1)
  const [first, second] = here.signers("AssumeRole").slice(-2)
  expect(first).toBe(second)
})

test("after going back a session made with the new key, which is deleted, is not used either", async () => {
  const here = await world()
  await here.refresh(here.one.id)
  await here.care.rotate("wire")
  await here.refresh(here.one.id)
  const withNew = here.signers("AssumeRole").at(-1)
  await here.care.rollBack("wire")
  await here.refresh(here.one.id)
  expect(here.signers("GetSessionToken").at(-1)).toBe(PRESENT.accessKeyId)
  expect(here.signers("AssumeRole").at(-1)).not.toBe(withNew)
})

test("going back at once, the session that was made with the key serves again, without a code", async () => {
  const here = await world()
  await here.refresh(here.one.id)
  const [before] = here.signers("AssumeRole")
  await here.care.rotate("wire")
  await here.care.rollBack("wire")
  const asked = here.signers("GetSessionToken").length
  await here.refresh(here.one.id)
  expect(here.signers("GetSessionToken")).toHaveLength(asked)
  expect(here.signers("AssumeRole").at(-1)).toBe(before)
})
