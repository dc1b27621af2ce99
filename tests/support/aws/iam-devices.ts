/** @file The operations of IAM on MFA devices, strict about the two codes: one time step after the other, each good
 *  once, within one step of drift; for a resync within a day. */
import { AwsError } from "./aws-error.ts"
import type { Call, Operation } from "./call.ts"
import { checkCall, DEVICE_CODE, noSuchEntity, SERIAL, USER_NAME, userOf } from "./iam-subject.ts"
import type { MfaDevice } from "./model.ts"
import { newSeedBase32 } from "./random.ts"
import { codeOfStep, timeStep } from "./totp.ts"

/** "IAM and AWS STS quotas", IAM User Guide. */
const MOST_DEVICES = 8
/** How far a device's clock may be off for a resync: a day. */
const RESYNC_STEPS = 2_880
const TINY_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

const createVirtualMfaDevice: Operation = (call) => {
  const { account, parameters } = call
  const name = parameters.VirtualMFADeviceName ?? ""
  checkCall(call, "iam:CreateVirtualMFADevice", name, {
    VirtualMFADeviceName: { length: [1, 226], pattern: "[\\w+=,.@-]+", required: true },
    Path: { length: [1, 512], pattern: "/|/[!-~]+/" },
  })
  const serial = `arn:aws:iam::${account.id}:mfa${parameters.Path ?? "/"}${name}`
  const taken =
    account.unassignedDevices.some((device) => device.serial === serial) ||
    account.users.some(({ mfaDevices }) => mfaDevices.some((device) => device.serial === serial))
  if (taken)
    throw new AwsError(
      409,
      "EntityAlreadyExists",
      "MFADevice entity at the same path and name already exists.",
    )
  const device = { serial, seedBase32: newSeedBase32() }
  account.unassignedDevices.push(device)
  return {
    VirtualMFADevice: {
      SerialNumber: serial,
      // A blob travels in base64; its bytes are the Base32 text.
      Base32StringSeed: Buffer.from(device.seedBase32).toString("base64"),
      QRCodePNG: TINY_PNG,
    },
  }
}

/** The first of two neighbouring, unspent time steps whose codes these are. */
function stepOfPair(
  device: { seedBase32: string; spentSteps: ReadonlySet<number> },
  { parameters, nowMs }: Call,
  drift: number,
): number | undefined {
  const { AuthenticationCode1: first, AuthenticationCode2: second } = parameters
  const now = timeStep(nowMs)
  const isPair = (step: number) =>
    !device.spentSteps.has(step) &&
    !device.spentSteps.has(step + 1) &&
    codeOfStep(device.seedBase32, step) === first &&
    codeOfStep(device.seedBase32, step + 1) === second
  for (let away = 0; away <= drift + 1; away++)
    for (const step of [now - away, now + away])
      if (Math.abs(step - now) <= drift + 1 && isPair(step)) return step
  return undefined
}

const wrongPair = () =>
  new AwsError(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.")

const PAIR = { AuthenticationCode1: DEVICE_CODE, AuthenticationCode2: DEVICE_CODE }
const DEVICE = { UserName: { ...USER_NAME, required: true }, SerialNumber: SERIAL }

const enableMfaDevice: Operation = (call) => {
  const { account, parameters, nowMs } = call
  const user = userOf(call, "iam:EnableMFADevice", { ...DEVICE, ...PAIR })
  const serial = parameters.SerialNumber ?? ""
  if (account.users.some(({ mfaDevices }) => mfaDevices.some((device) => device.serial === serial)))
    throw new AwsError(409, "EntityAlreadyExists", `MFA device ${serial} is already in use.`)
  if (user.mfaDevices.length >= MOST_DEVICES)
    throw new AwsError(409, "LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8")
  const found = account.unassignedDevices.find((device) => device.serial === serial)
  if (!found) throw noSuchEntity(`VirtualMFADevice with serial number ${serial} does not exist.`)
  // A device beside the first one is added from a session with MFA only.
  if (user.mfaDevices.length > 0 && !call.principal.mfa)
    throw new AwsError(403, "AccessDenied", "MultiFactorAuthentication is required to add another device.")
  const step = stepOfPair({ ...found, spentSteps: new Set() }, call, 1)
  if (step === undefined) throw wrongPair()
  const device: MfaDevice = { ...found, enabledMs: nowMs, spentSteps: new Set([step, step + 1]) }
  account.unassignedDevices.splice(account.unassignedDevices.indexOf(found), 1)
  user.mfaDevices.push(device)
  return {}
}

function deviceOf(call: Call, user: ReturnType<typeof userOf>): MfaDevice {
  const serial = call.parameters.SerialNumber ?? ""
  const device = user.mfaDevices.find((candidate) => candidate.serial === serial)
  if (!device) throw noSuchEntity(`MFA device ${serial} for user ${user.name} does not exist.`)
  return device
}

const resyncMfaDevice: Operation = (call) => {
  const user = userOf(call, "iam:ResyncMFADevice", { ...DEVICE, ...PAIR })
  const device = deviceOf(call, user)
  const step = stepOfPair(device, call, RESYNC_STEPS)
  if (step === undefined) throw wrongPair()
  device.spentSteps.add(step).add(step + 1)
  return {}
}

const deactivateMfaDevice: Operation = (call) => {
  const user = userOf(call, "iam:DeactivateMFADevice", { ...DEVICE, UserName: USER_NAME })
  const device = deviceOf(call, user)
  user.mfaDevices.splice(user.mfaDevices.indexOf(device), 1)
  if (device.serial.startsWith("arn:")) call.account.unassignedDevices.push(device)
  return {}
}

const deleteVirtualMfaDevice: Operation = (call) => {
  const { account, parameters } = call
  const serial = parameters.SerialNumber ?? ""
  checkCall(call, "iam:DeleteVirtualMFADevice", serial, { SerialNumber: SERIAL })
  if (account.users.some(({ mfaDevices }) => mfaDevices.some((device) => device.serial === serial)))
    throw new AwsError(409, "DeleteConflict", "The MFA device must be deactivated before it is deleted.")
  const found = account.unassignedDevices.find((device) => device.serial === serial)
  if (!found) throw noSuchEntity(`VirtualMFADevice with serial number ${serial} does not exist.`)
  account.unassignedDevices.splice(account.unassignedDevices.indexOf(found), 1)
  return {}
}

const listVirtualMfaDevices: Operation = (call) => {
  const { account } = call
  checkCall(call, "iam:ListVirtualMFADevices", "*", {
    AssignmentStatus: { pattern: "Assigned|Unassigned|Any" },
    MaxItems: { range: [1, 1000] },
    Marker: { length: [1, 2048] },
  })
  const assigned = account.users.flatMap(({ mfaDevices }) => mfaDevices)
  const all = [...assigned, ...account.unassignedDevices].filter(({ serial }) => serial.startsWith("arn:"))
  return {
    IsTruncated: "false",
    VirtualMFADevices: all.map(({ serial }) => ({ SerialNumber: serial })),
  }
}

const listAccountAliases: Operation = (call) => {
  checkCall(call, "iam:ListAccountAliases", "*", {})
  const { alias } = call.account
  return { IsTruncated: "false", AccountAliases: alias === undefined ? [] : [alias] }
}

export const IAM_DEVICES: readonly (readonly [string, Operation])[] = [
  ["CreateVirtualMFADevice", createVirtualMfaDevice],
  ["EnableMFADevice", enableMfaDevice],
  ["ResyncMFADevice", resyncMfaDevice],
  ["DeactivateMFADevice", deactivateMfaDevice],
  ["DeleteVirtualMFADevice", deleteVirtualMfaDevice],
  ["ListVirtualMFADevices", listVirtualMfaDevices],
  ["ListAccountAliases", listAccountAliases],
]
