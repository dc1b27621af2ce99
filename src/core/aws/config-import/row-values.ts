/** @file The values of a profile as Keycard takes them, and what of them it cannot. */
import type { AppError } from "../../errors.ts"
import {
  checkDuration,
  checkLongTermKey,
  checkMfaSerial,
  checkRegion,
  checkRoleArn,
  defaultDuration,
} from "../values.ts"
import { said } from "./effective.ts"
import type { Values } from "./effective.ts"
import { asOneChain, sessionValuesIn } from "./session-values.ts"
import type { Step } from "./source-chain.ts"
import type { ImportedRole, ImportNote } from "./types.ts"

/** "AssumeRole", AWS STS API Reference. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/

/** The value where a check takes it; null where it does not. */
function checked<T>(check: () => T): T | null {
  try {
    return check()
  } catch (error) {
    if ((error as AppError).name === "AppError") return null
    throw error
  }
}

/** null: one of them is no role's ARN. */
export function rolesOf(steps: readonly Step[], notes: ImportNote[]): ImportedRole[] | null {
  const roles: ImportedRole[] = []
  for (const { values } of steps) {
    const arn = said(values, "role_arn") ?? ""
    if (checked(() => checkRoleArn(arn)) === null) return null
    roles.push({ arn, ...optionsOf(values, notes), ...sessionValuesIn(values, notes) })
  }
  return asOneChain(roles, notes)
}

function optionsOf(values: Values, notes: ImportNote[]): Omit<ImportedRole, "arn"> {
  const externalId = said(values, "external_id")
  const sessionName = said(values, "role_session_name")
  if (externalId !== null && !EXTERNAL_ID.test(externalId)) notes.push({ kind: "external-id-dropped" })
  if (sessionName !== null && !SESSION_NAME.test(sessionName)) notes.push({ kind: "session-name-dropped" })
  return {
    externalId: externalId !== null && EXTERNAL_ID.test(externalId) ? externalId : null,
    sessionName: sessionName !== null && SESSION_NAME.test(sessionName) ? sessionName : null,
  }
}

export function regionIn(values: Values | null, notes: ImportNote[]): string | null {
  const region = said(values, "region")
  if (region === null) return null
  const known = checked(() => checkRegion(region))
  if (known === null) notes.push({ kind: "region-dropped", region: region.slice(0, 60) })
  return known
}

/** Whether the key that stands there could be one of an IAM user. */
export function isUsableKey(values: Values): boolean {
  const [accessKeyId, secretAccessKey] = ["aws_access_key_id", "aws_secret_access_key"].map(
    (key) => said(values, key) ?? "",
  )
  const key = { accessKeyId: accessKeyId ?? "", secretAccessKey: secretAccessKey ?? "" }
  return checked(() => checkLongTermKey(key, false)) !== null
}

/** null: none is said, and the usual one is taken. */
export function durationIn(values: Values | null, roles: number, notes: ImportNote[]): number | null {
  const text = said(values, "duration_seconds")
  if (text === null) return null
  const seconds = checked(() => checkDuration(/^\d{1,7}$/.test(text) ? Number(text) : 0, roles))
  if (seconds === null) notes.push({ kind: "duration-changed", seconds: defaultDuration(roles) })
  return seconds
}

/** The device of a profile: its own, its key's, or the one that aws-mfa noted. */
export function mfaSerialIn(...places: readonly (Values | null)[]): string | null {
  for (const values of places) {
    for (const key of ["mfa_serial", "aws_mfa_device"]) {
      const text = said(values, key)
      const serial = text === null ? null : checked(() => checkMfaSerial(text))
      if (serial !== null) return serial
    }
  }
  return null
}
