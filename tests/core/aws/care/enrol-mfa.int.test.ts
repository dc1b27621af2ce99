/** @file Setting up, resyncing and removing an MFA device against a strict IAM over the wire. */
import { afterEach, expect, test } from "vitest"
import { AppError } from "../../../../src/core/errors.ts"
import { readSecret } from "../../../../src/core/accounts/read-secret.ts"
import { SELF_CARE } from "../../../support/aws/iam-subject.ts"
import { careWorld } from "../../../support/care-world.ts"
import type { CareWorld, CareWorldOptions } from "../../../support/care-world.ts"

const WRONG_CODES = {
  kind: "raw",
  status: 403,
  body:
    "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAuthenticationCode</Code>" +
    "<Message>Authentication code for device is not valid.</Message></Error></ErrorResponse>",
} as const

const open: CareWorld[] = []
async function world(options: CareWorldOptions = {}) {
  const made = await careWorld({ linked: false, ...options })
  open.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ standIn }) => standIn.close()))
})

const seedOf = async ({ secrets, index }: CareWorld, id: string | null) => {
  const account = index.now.accounts.find((each) => each.id === id)
  if (account === undefined) throw new Error("no account")
  return { account, secret: (await readSecret(secrets, account)).secret }
}

test("one call makes a device, keeps its seed, enables it and links it to the key", async () => {
  const here = await world()
  const steps: string[] = []
  const key = await here.care.enrolMfa("wire", { onStep: (step) => steps.push(step) })
  expect(steps).toEqual([
    ...["asking", "making-device", "keeping-seed", "waiting-for-codes", "enabling-device"],
  ])
  const [device] = here.user.mfaDevices
  expect(device?.serial).toBe("arn:aws:iam::123456789012:mfa/ada")
  expect(key).toMatchObject({ mfaSerial: device?.serial, enrolment: null })
  const { account, secret } = await seedOf(here, key.otpAccountId)
  expect(secret).toBe(device?.seedBase32)
  expect(account).toMatchObject({ issuer: "Amazon Web Services", account: "ada@123456789012" })
  expect(here.notes.map(({ what }) => what)).toEqual(["mfa-enrolled"])
  // Both codes are spent: the session comes with a third one.
  await expect(here.aws.refresh(here.profile.id)).resolves.toMatchObject({ issued: true })
  const spent = here.standIn.requests.find(({ action }) => action === "EnableMFADevice")?.parameters
  const session = here.standIn.requests.find(({ action }) => action === "GetSessionToken")?.parameters
  const codes = [spent?.AuthenticationCode1, spent?.AuthenticationCode2, session?.TokenCode]
  expect(new Set(codes).size).toBe(3)
})

test("it works where everything else wants MFA, and the account's alias is in the name", async () => {
  const allow = [...SELF_CARE, "iam:ListAccountAliases" as const]
  const named = await world({ allow, alias: "example-corp" })
  const key = await named.care.enrolMfa("wire")
  expect((await seedOf(named, key.otpAccountId)).account.account).toBe("ada@example-corp")
  const strict = await world({ denyWithoutMfa: true })
  await strict.care.enrolMfa("wire")
  expect(strict.user.mfaDevices).toHaveLength(1)
})

test("a name that is taken, or may not be looked for, is not used", async () => {
  const taken = await world()
  const foreign = { serial: "arn:aws:iam::123456789012:mfa/ada", seedBase32: "A".repeat(64) }
  taken.standIn.account.unassignedDevices.push(foreign)
  const key = await taken.care.enrolMfa("wire")
  expect(key.mfaSerial).toMatch(/:mfa\/ada-[0-9a-f]{8}$/)
  expect(taken.standIn.account.unassignedDevices).toEqual([foreign])
  const allow = SELF_CARE.filter((action) => action !== "iam:ListVirtualMFADevices")
  const blind = await world({ allow })
  expect((await blind.care.enrolMfa("wire")).mfaSerial).toMatch(/:mfa\/ada-[0-9a-f]{8}$/)
})

test("a device whose seed the keychain does not keep is deleted again at once", async () => {
  const here = await world()
  const denied = new AppError({ kind: "keychain", problem: "denied", backend: "os" })
  here.secrets.script.failMatching("set otp/", denied)
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { kind: "keychain" } })
  expect(here.standIn.account.unassignedDevices).toEqual([])
  expect(here.now().enrolment).toBeNull()
})

test("an answer that is lost after the device was made: the device without a seed goes, another comes", async () => {
  const here = await world()
  here.standIn.faults.next({ kind: "reset", processed: true }, { action: "CreateVirtualMFADevice" })
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  expect(here.standIn.account.unassignedDevices).toHaveLength(1)
  await here.care.enrolMfa("wire")
  expect(here.standIn.account.unassignedDevices).toEqual([])
  expect(here.user.mfaDevices).toHaveLength(1)
})

test("an answer that is lost after the device was enabled is found out by the next run", async () => {
  const here = await world()
  here.standIn.faults.next({ kind: "reset", processed: true }, { action: "EnableMFADevice" })
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  expect(here.now().enrolment?.step).toBe("enabling")
  const key = await here.care.enrolMfa("wire")
  expect(key.mfaSerial).toBe(here.user.mfaDevices[0]?.serial)
  expect(here.index.now.accounts).toHaveLength(2)
})

test("codes that AWS refuses are tried once more with the next two, then said; the seed stays for another try", async () => {
  const here = await world()
  here.standIn.faults.next(WRONG_CODES, { action: "EnableMFADevice" })
  await here.care.enrolMfa("wire")
  expect(here.user.mfaDevices).toHaveLength(1)

  const off = await world()
  off.standIn.faults.next(WRONG_CODES, { action: "EnableMFADevice", times: 2 })
  await expect(off.care.enrolMfa("wire")).rejects.toMatchObject({ data: { problem: "codes" } })
  await off.care.enrolMfa("wire")
  expect(off.user.mfaDevices).toHaveLength(1)
  expect(off.index.now.accounts).toHaveLength(2)
})

test("what was begun can be undone: the device goes, its account lies in the trash", async () => {
  const here = await world()
  here.standIn.faults.next({ kind: "status", status: 500 }, { action: "EnableMFADevice" })
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { refusal: "server" } })
  const key = await here.care.undoEnrolment("wire")
  expect(key).toMatchObject({ enrolment: null, mfaSerial: null, otpAccountId: null })
  expect(here.standIn.account.unassignedDevices).toEqual([])
  expect(here.index.now.accounts.filter(({ trashedAtMs }) => trashedAtMs !== null)).toHaveLength(1)
  await expect(here.care.undoEnrolment("wire")).rejects.toMatchObject({ data: { problem: "nothing" } })
})

test("a key that has a device is not given another", async () => {
  const here = await world({ linked: true })
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { problem: "linked" } })
})

test("a device is brought back in step by two codes in a row, and the session after it works", async () => {
  const here = await world({ linked: true })
  await here.care.resyncMfa("wire")
  const sent = here.standIn.requests.find(({ action }) => action === "ResyncMFADevice")
  expect(sent?.result).toBe("OK")
  await expect(here.aws.refresh(here.profile.id)).resolves.toMatchObject({ issued: true })
  expect(here.notes.map(({ what }) => what)).toEqual(["mfa-resynced"])
})

test("a device is removed from a session with its own code; an interruption is gone on with", async () => {
  const here = await world()
  await here.care.enrolMfa("wire")
  here.standIn.faults.next({ kind: "reset" }, { action: "DeleteVirtualMFADevice" })
  await expect(here.care.removeMfa("wire")).rejects.toMatchObject({ data: { kind: "network" } })
  expect(here.now().enrolment?.step).toBe("removing")
  await expect(here.care.enrolMfa("wire")).rejects.toMatchObject({ data: { problem: "unfinished" } })
  const key = await here.care.removeMfa("wire")
  expect(key).toMatchObject({ enrolment: null, mfaSerial: null, otpAccountId: null })
  expect(here.user.mfaDevices).toEqual([])
  expect(here.standIn.account.unassignedDevices).toEqual([])
  expect(here.notes.map(({ what }) => what)).toEqual(["mfa-enrolled", "mfa-removed"])
})
