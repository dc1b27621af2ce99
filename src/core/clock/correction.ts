/** @file A clock that is wrong makes wrong codes. How wrong it is gets measured; only a person applies it. */
import { AppError } from "../errors.ts"
import { codeAt, type OtpKey, type StepCode } from "../otp/codes.ts"
import type { Vault } from "../vault/schema.ts"

/** A clock that is further off than this is set right by its owner, not corrected by us. */
export const MAX_CORRECTION_MS = 24 * 3_600_000
/** Where a later measure of AWS's differs by more, the correction is out of date. */
const STALE_MS = 5_000

type Corrected = Pick<Vault, "clockCorrection">

/** The right time minus this computer's, in milliseconds, as it was applied; 0 where nothing was. */
export function correctionMs({ clockCorrection }: Corrected): number {
  return clockCorrection?.offsetMs ?? 0
}

/** The right time, in Unix milliseconds, where this computer's clock shows `nowMs`. */
export const rightMs = (vault: Corrected, nowMs: number): number => nowMs + correctionMs(vault)

/**
 * The code at a time of this computer's clock, by the corrected one. The instants in the answer are again this
 * computer's: whoever counts down to them needs to know nothing of the correction.
 */
export function codeByClock(key: OtpKey, nowMs: number, vault: Corrected): StepCode {
  const offsetMs = correctionMs(vault)
  const right = codeAt(key, nowMs + offsetMs)
  return { ...right, startsAtMs: right.startsAtMs - offsetMs, expiresAtMs: right.expiresAtMs - offsetMs }
}

/** Whether what AWS's answers showed since then speaks against the correction that is applied. */
export function isCorrectionStale(vault: Pick<Vault, "clockCorrection" | "clockOffsetMs">): boolean {
  const { clockCorrection, clockOffsetMs } = vault
  if (clockCorrection === null || clockOffsetMs === null) return false
  return Math.abs(clockOffsetMs - clockCorrection.offsetMs) > STALE_MS
}

/**
 * The vault with a correction applied, or taken back where `offsetMs` is null.
 * @param from who measured: `AWS`, or a host's name
 * @throws AppError `clock` when it is over {@link MAX_CORRECTION_MS}
 */
export function withCorrection(vault: Vault, offsetMs: number | null, from: string, nowMs: number): Vault {
  if (offsetMs === null) return { ...vault, clockCorrection: null }
  const whole = Math.round(offsetMs)
  if (!(Math.abs(whole) <= MAX_CORRECTION_MS)) throw new AppError({ kind: "clock", offsetMs: whole })
  return { ...vault, clockCorrection: { offsetMs: whole, setAtMs: nowMs, from } }
}
