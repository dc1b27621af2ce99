/** @file kill -9 before every effect of a rotation and of setting up an MFA device: a working key remains, nothing at AWS
 *  goes unreported, and the next run comes to an end, forwards or back. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { beforeAll, expect, test } from "vitest"
import { createAwsSdkApi } from "../../src/adapters/aws/aws-sdk-api.ts"
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import { loadKey } from "../../src/core/aws/secret-items.ts"
import { isAppError } from "../../src/core/errors.ts"
import { SELF_CARE } from "../support/aws/iam-subject.ts"
import { startAwsStandIn } from "../support/aws/start.ts"
import type { CareAction } from "../support/care-folder.ts"
import { folderClock, openCareFolder } from "../support/care-folder.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const run = promisify(execFile)
const PRESENT = {
  accessKeyId: "AKIAPRESENTPRESENT12",
  secretAccessKey: "present-secret-present-secret-1234567890",
}
let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/care-driver.ts")
})

/** A folder with a key of the stand-in's only user, after some work on it. */
async function prepared(before: readonly CareAction[]) {
  const folder = temporaryFolder()
  const clock = folderClock(folder)
  const standIn = await startAwsStandIn({
    nowMs: () => clock.nowMs(),
    clockWindowMinutes: 600,
    newKeyUnknownFor: 1,
    users: [
      {
        name: "ada",
        accessKeys: [{ id: PRESENT.accessKeyId, secret: PRESENT.secretAccessKey }],
        mfaDevices: [],
        allow: SELF_CARE,
      },
    ],
  })
  const here = await openCareFolder(folder)
  const aws = createAws({
    ...{ ...here, random: systemRandom, api: createAwsSdkApi(here.wire) },
    credentialsFile: createTextFile({ path: `${folder}/credentials`, backup: true }),
    configFile: createTextFile({ path: `${folder}/config`, backup: true }),
  })
  await aws.addKey({ name: "wire", source: { kind: "typed", key: PRESENT }, endpoint: standIn.url })
  for (const action of before) await here.care[action]("wire")
  return { folder, standIn }
}

type Prepared = Awaited<ReturnType<typeof prepared>>

/** @returns how many effects it had; null when it was killed */
async function work(action: CareAction, { folder }: Prepared, killAt: number): Promise<number | null> {
  try {
    const { stdout } = await run(process.execPath, [driver, action, folder, String(killAt)])
    return Number(stdout.trim().split(" ")[1])
  } catch (error) {
    if ((error as { signal?: string }).signal === "SIGKILL") return null
    throw error
  }
}

/** The key that is in use here works at AWS; every other key and device there is in the journal. */
async function checkNothingLost({ folder, standIn }: Prepared) {
  const here = await openCareFolder(folder)
  const [key] = (await here.index.read()).awsKeys
  if (key === undefined) throw new Error("the key is gone")
  const inUse = await loadKey(here.secrets, key)
  const target = { region: key.region, endpoint: key.endpoint ?? "" }
  const api = createAwsSdkApi(here.wire)
  // One that was made active again a moment ago may be refused once.
  const ask = () => api.getCallerIdentity(target, inUse)
  await ask().catch(ask)
  const [user] = standIn.account.users
  for (const { id } of user?.accessKeys ?? []) {
    if (id === inUse.accessKeyId) continue
    const { rotation } = key
    const other =
      rotation === null
        ? null
        : await loadKey(here.secrets, { ...key, secretId: rotation.otherId }).catch(() => null)
    expect(other?.accessKeyId === id || rotation?.step === "creating").toBe(true)
  }
  const devices = [...(user?.mfaDevices ?? []), ...standIn.account.unassignedDevices]
  for (const { serial } of devices) expect([key.mfaSerial, key.enrolment?.serial]).toContain(serial)
  return { here, key }
}

/** Where a key was left whose secret nobody has, it is named: deletes it, and goes on. */
async function through(
  { here }: Awaited<ReturnType<typeof checkNothingLost>>,
  action: () => Promise<unknown>,
) {
  try {
    await action()
  } catch (error) {
    if (!isAppError(error, "key-rotation") || error.data.problem !== "stray") throw error
    expect(error.data.others).toHaveLength(1)
    await here.care.deleteStray("wire", error.data.others[0]?.tail ?? "")
  }
}

async function twoAtATime(last: number, each: (number: number) => Promise<void>): Promise<void> {
  let next = 1
  const worker = async (): Promise<void> => {
    while (next <= last) await each(next++)
  }
  await Promise.all([worker(), worker()])
}

/** Kills before each effect in turn; `then` brings it to an end. @returns the steps that the kills left */
async function killEach(
  action: CareAction,
  before: readonly CareAction[],
  then: (
    found: Awaited<ReturnType<typeof checkNothingLost>>,
    place: Prepared,
    killAt: number,
  ) => Promise<void>,
): Promise<Set<string>> {
  const whole = await prepared(before)
  const effects = (await work(action, whole, 0)) ?? 0
  await checkNothingLost(whole)
  await whole.standIn.close()
  expect(effects).toBeGreaterThan(2)
  const left = new Set<string>()
  await twoAtATime(effects, async (killAt) => {
    const place = await prepared(before)
    try {
      expect(await work(action, place, killAt), `killed before effect ${killAt}`).toBeNull()
      const found = await checkNothingLost(place)
      left.add(found.key.rotation?.step ?? found.key.enrolment?.step ?? "none")
      await then(found, place, killAt)
      await checkNothingLost(place)
    } finally {
      await place.standIn.close()
    }
  })
  return left
}

const ADA = 0
const keysOf = ({ standIn }: Prepared) => standIn.account.users[ADA]?.accessKeys ?? []

test(
  "killed before each effect of a rotation, it is resumed or taken back",
  { timeout: 120_000 },
  async () => {
    const left = await killEach("rotate", [], async (found, place, killAt) => {
      const { care, index, secrets } = found.here
      if (killAt % 2 === 0) {
        if (found.key.rotation !== null) await through(found, () => care.rollBack("wire"))
        expect(keysOf(place)).toMatchObject([{ id: PRESENT.accessKeyId, status: "Active" }])
      } else {
        if (found.key.rotation !== null) await through(found, () => care.resume("wire"))
        const [key] = (await index.read()).awsKeys
        if (key?.rotation === null) await care.rotate("wire")
        await care.deleteOld("wire")
        const [after] = (await index.read()).awsKeys
        if (after === undefined) throw new Error("the key is gone")
        const { accessKeyId } = await loadKey(secrets, after)
        expect(accessKeyId).not.toBe(PRESENT.accessKeyId)
        expect(keysOf(place)).toMatchObject([{ id: accessKeyId, status: "Active" }])
      }
      expect((await index.read()).awsKeys[0]?.rotation).toBeNull()
    })
    expect([...left].sort()).toEqual(["creating", "deactivating", "none", "proving"])
  },
)

test("killed before each effect of the deleting, it is resumed", { timeout: 120_000 }, async () => {
  const left = await killEach("deleteOld", ["rotate"], async (found, place) => {
    if (found.key.rotation?.step === "retired") await found.here.care.deleteOld("wire")
    else await found.here.care.resume("wire")
    expect(keysOf(place)).toMatchObject([{ status: "Active" }])
    expect((await found.here.index.read()).awsKeys[0]?.rotation).toBeNull()
  })
  expect([...left].sort()).toEqual(["deleting", "retired"])
})

test("killed before each effect of going back, it is resumed", { timeout: 120_000 }, async () => {
  const left = await killEach("rollBack", ["rotate"], async (found, place) => {
    await found.here.care.rollBack("wire")
    expect(keysOf(place)).toMatchObject([{ id: PRESENT.accessKeyId, status: "Active" }])
    expect((await found.here.index.read()).awsKeys[0]?.rotation).toBeNull()
  })
  expect([...left].sort()).toEqual(["reactivating", "retired", "undoing"])
})

test(
  "killed before each effect of setting up a device, it is gone on with or undone",
  { timeout: 120_000 },
  async () => {
    const left = await killEach("enrolMfa", [], async (found, { standIn }, killAt) => {
      const { care, index } = found.here
      const [user] = standIn.account.users
      if (killAt % 2 === 0 && found.key.enrolment !== null) {
        await care.undoEnrolment("wire")
        expect(user?.mfaDevices).toEqual([])
      } else {
        await care.enrolMfa("wire")
        expect(user?.mfaDevices).toHaveLength(1)
        const [key] = (await index.read()).awsKeys
        expect(key?.mfaSerial).toBe(user?.mfaDevices[0]?.serial)
        const { accounts } = await index.read()
        expect(accounts.map(({ id }) => id)).toEqual([key?.otpAccountId])
      }
      expect(standIn.account.unassignedDevices).toEqual([])
      expect((await index.read()).awsKeys[0]?.enrolment).toBeNull()
    })
    expect([...left].sort()).toEqual(["creating", "enabling", "none"])
  },
)

test("killed before each effect of removing a device, it is gone on with", { timeout: 120_000 }, async () => {
  await killEach("removeMfa", ["enrolMfa"], async (found, { standIn }) => {
    await found.here.care.removeMfa("wire")
    expect(standIn.account.users[ADA]?.mfaDevices).toEqual([])
    expect(standIn.account.unassignedDevices).toEqual([])
    expect((await found.here.index.read()).awsKeys[0]).toMatchObject({ mfaSerial: null, enrolment: null })
  })
})
