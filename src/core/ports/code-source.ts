import type { AppErrorData } from "../errors.ts"

/** A TOTP entry on a hardware key. */
export interface HardwareEntry {
  /** `Issuer:account`, or the account alone: as the key names it. */
  readonly name: string
}

/** A hardware key that is plugged in. */
export interface HardwareKey {
  /** Digits. */
  readonly serial: string
  readonly entries: readonly HardwareEntry[]
  /** Why its entries cannot be told; null: they are told. */
  readonly problem: AppErrorData | null
}

/** Which entry of which key. */
export interface HardwareEntryOf {
  readonly serial: string
  /** Its whole name. */
  readonly entry: string
}

/** A code, and the instants between which the key was given the time to make it of. Unix milliseconds. */
export interface HardwareCode {
  /** Six digits. */
  readonly code: string
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Codes from a hardware key. The key has no clock: a code is of the time that this computer's clock shows.
 *
 * @throws AppError `yubikey`, `cancelled`.
 */
export interface CodeSource {
  /** The keys that are plugged in, with what can make AWS's codes: TOTP of 30 seconds. */
  keys(signal?: AbortSignal): Promise<HardwareKey[]>
  /** Whether this entry was seen to want a touch, as far as this process knows. */
  wantsTouch(key: HardwareEntryOf): boolean
  /**
   * One code of one entry, by its whole name. Bounded in time: the key gives up after 15 seconds without a touch.
   * @param onTouch called when the key blinks and waits to be touched.
   */
  code(
    key: HardwareEntryOf,
    options: { readonly onTouch: () => void; readonly signal?: AbortSignal | undefined },
  ): Promise<HardwareCode>
}
