/** @file The steps of setting up an MFA device. As in a rotation each is in the journal before it is taken. The seed
 *  goes from AWS's answer into the keychain and nowhere else. */
import { AppError, isAppError } from "../../errors.ts"
import type { EnrolmentProblem } from "../../errors.ts"
import { canonicalSecret } from "../../otp/base32.ts"
import type { Account, AwsKey } from "../../vault/schema.ts"
import type { EnrolmentMark } from "../../vault/key-fields.ts"
import { parseArn } from "../arn.ts"
import { withCodeFrom } from "../code-from.ts"
import { noteClock } from "../issue.ts"
import type { Caller } from "./caller.ts"
import { changeKey, keyNow } from "./journal.ts"
import { isBusy, isSureRefusal, unlessGone, untilKnown, wasRefused } from "./refused.ts"
import type { CareDeps, CareOptions } from "./service.ts"
import { twoCodes, usableAccount } from "./two-codes.ts"

const ISSUER = "Amazon Web Services"
/** So often two codes are tried: the first pair may be refused because of clocks that differ a little. */
const TRIES = 2

export interface EnrolWork {
  readonly deps: CareDeps
  readonly keyId: string
  readonly caller: Caller
  readonly options: CareOptions
}

type Marked = AwsKey & { readonly enrolment: EnrolmentMark }
export const isEnrolling = (key: AwsKey): key is Marked => key.enrolment !== null

export const enrolmentProblem = (key: AwsKey, problem: EnrolmentProblem) =>
  new AppError({ kind: "mfa-enrolment", problem, key: key.name })

const ended = (key: AwsKey): AwsKey => ({ ...key, enrolment: null })

const deviceArn = ({ user }: Caller, name: string) =>
  `arn:${user.partition}:iam::${user.accountId}:mfa/${name}`

/**
 * A name for the device that no other one has: the user's own, as the console suggests and as policies for one's own
 * device want it; where that is taken, or nobody may look, one that is nobody else's.
 */
async function freeName({ deps, caller }: EnrolWork): Promise<string> {
  const own = caller.userName
  const unlike = `${own.slice(0, 110)}-${deps.random.uuid().slice(0, 8)}`
  try {
    const taken = await noteClock(deps, deps.iam.listVirtualMfaDevices(caller))
    return taken.includes(deviceArn(caller, own)) ? unlike : own
  } catch (error) {
    if (isAppError(error, "aws-refused")) return unlike
    throw error
  }
}

/** The account's own name for people, else its number: what is behind the @ of an account's name. */
async function accountLabel({ deps, caller }: EnrolWork): Promise<string> {
  try {
    return (await deps.iam.accountAlias(caller)).value ?? caller.user.accountId
  } catch {
    return caller.user.accountId
  }
}

/** Writes the journal's first line. */
export async function beginEnrolment(work: EnrolWork): Promise<void> {
  const { deps, keyId, caller } = work
  const name = await freeName(work)
  const enrolment: EnrolmentMark = {
    ...{ step: "creating", startedAtMs: deps.clock.nowMs(), serial: deviceArn(caller, name) },
    label: `${caller.userName}@${await accountLabel(work)}`.slice(0, 200),
    otpAccountId: null,
  }
  await changeKey(deps, keyId, (now) => ({ ...now, enrolment }))
}

/** The account that this set-up has kept already, before it could say so in the journal. */
function keptAccount(accounts: readonly Account[], { label, startedAtMs }: EnrolmentMark): Account | null {
  const kept = accounts.find(
    ({ issuer, account, createdAtMs, trashedAtMs }) =>
      issuer === ISSUER && account === label && createdAtMs >= startedAtMs && trashedAtMs === null,
  )
  return kept ?? null
}

async function noteKept({ deps, keyId }: EnrolWork, otpAccountId: string): Promise<void> {
  await changeKey(deps, keyId, (now) => ({
    ...now,
    enrolment: now.enrolment && { ...now.enrolment, step: "enabling", otpAccountId },
  }))
}

/**
 * What an interrupted making left: its seed is kept, then it goes on; or a device whose seed nobody has, which is
 * deleted. It is this set-up's own: nobody else's had its name when the journal was written.
 */
export async function findMade(work: EnrolWork, key: Marked): Promise<void> {
  const { deps, keyId, caller } = work
  const kept = keptAccount((await deps.index.read()).accounts, key.enrolment)
  if (kept !== null) return noteKept(work, kept.id)
  await unlessGone(noteClock(deps, deps.iam.deleteVirtualMfaDevice(caller, key.enrolment.serial)))
  await changeKey(deps, keyId, ended)
}

/** CreateVirtualMFADevice, and its seed into the keychain, as an account like any other. */
export async function makeDevice(work: EnrolWork, key: Marked): Promise<void> {
  const { deps, keyId, caller, options } = work
  const { serial, label } = key.enrolment
  options.onStep?.("making-device")
  const name = serial.slice(serial.indexOf(":mfa/") + ":mfa/".length)
  let seed: string
  try {
    const made = await noteClock(deps, deps.iam.createVirtualMfaDevice(caller, name))
    if (made.serialNumber !== serial) await renamed(work, made.serialNumber)
    seed = made.seed
  } catch (error) {
    if (isSureRefusal(error)) await changeKey(deps, keyId, ended)
    throw error
  }
  options.onStep?.("keeping-seed")
  try {
    const secret = canonicalSecret(seed)
    const entry = { type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 } as const
    const [account] = await deps.accounts.enrol([
      { entry: { ...entry, secret, issuer: ISSUER, account: label } },
    ])
    if (account !== undefined) await noteKept(work, account.id)
  } catch (error) {
    await takeBack(work)
    throw error
  }
}

/** An ARN that is other than expected (a partition that names its devices otherwise) is the one that counts. */
async function renamed({ deps, keyId }: EnrolWork, serial: string): Promise<void> {
  if (parseArn(serial) === null) throw new AppError({ kind: "aws-answer", problem: "no-credentials" })
  await changeKey(deps, keyId, (now) => ({
    ...now,
    enrolment: now.enrolment && { ...now.enrolment, serial },
  }))
}

/** A device whose seed was not kept helps nobody. */
async function takeBack(work: EnrolWork): Promise<void> {
  try {
    const key = await keyNow(work.deps, work.keyId)
    if (isEnrolling(key) && key.enrolment.step === "creating") await findMade(work, key)
  } catch {
    // Found and said by the next run.
  }
}

async function isEnabled({ deps, caller }: EnrolWork, serial: string): Promise<boolean> {
  const devices = await noteClock(deps, deps.iam.listMfaDevices(caller, caller.userName))
  return devices.some(({ serialNumber }) => serialNumber === serial)
}

/** EnableMFADevice with two codes. One that is enabled already, because an answer was lost, is taken as it is. */
export async function enableDevice(work: EnrolWork, key: Marked, isFresh: boolean): Promise<void> {
  const { deps, keyId, caller, options } = work
  const { serial, otpAccountId } = key.enrolment
  if (isFresh || !(await isEnabled(work, serial).catch(() => false))) {
    const { accounts } = await deps.index.read()
    const account = usableAccount(accounts, otpAccountId, key.name)
    for (let tries = 1; ; tries++) {
      const codes = await twoCodes(deps, serial, account, options)
      options.onStep?.("enabling-device")
      const call = () => deps.iam.enableMfaDevice(caller, caller.userName, serial, codes)
      try {
        await noteClock(deps, untilKnown(deps.clock, call, isBusy, options.signal))
        break
      } catch (error) {
        if (wasRefused(error, "EntityAlreadyExists")) break
        if (!wasRefused(error, "InvalidAuthenticationCode")) throw error
        if (tries >= TRIES) throw enrolmentProblem(key, "codes")
      }
    }
  }
  await changeKey(deps, keyId, (now) => ({
    ...withCodeFrom(ended(now), { kind: "here" }),
    ...{ mfaSerial: serial, otpAccountId },
  }))
  await deps.audit?.note({ what: "mfa-enrolled", by: options.by, key: key.name, arn: serial })
}

/** Takes the device from its user and deletes it; then what is here of it. */
export async function removeDevice(work: EnrolWork, key: Marked): Promise<void> {
  const { deps, keyId, caller, options } = work
  const { serial, otpAccountId } = key.enrolment
  options.onStep?.("removing-device")
  const { userName } = caller
  if (parseArn(serial) !== null) {
    await unlessGone(noteClock(deps, deps.iam.deactivateMfaDevice(caller, userName, serial)))
    const remove = () => deps.iam.deleteVirtualMfaDevice(caller, serial)
    await unlessGone(noteClock(deps, untilKnown(deps.clock, remove, isBusy, options.signal)))
  }
  // An account that was in use goes to the trash; whoever changes their mind finds what they know.
  if (otpAccountId !== null) await deps.accounts.trash([otpAccountId]).catch(ignoreGone)
  const isOurs = key.mfaSerial === serial
  await changeKey(deps, keyId, (now) => {
    if (!isOurs) return ended(now)
    return { ...withCodeFrom(ended(now), { kind: "here" }), mfaSerial: null, otpAccountId: null }
  })
  await deps.audit?.note({ what: "mfa-removed", by: options.by, key: key.name, arn: serial })
}

function ignoreGone(error: unknown): void {
  if (!isAppError(error, "not-found")) throw error
}
