import type { Answer, LongTermKey } from "./aws-api.ts"
import type { IamCaller } from "./iam-api.ts"

/** A new access key: AWS tells its secret this once. */
export interface CreatedKey extends LongTermKey {
  /** Unix time in milliseconds. */
  readonly createdAtMs: number
}

/** A new virtual device: AWS tells its seed this once. */
export interface CreatedDevice {
  /** Its ARN. */
  readonly serialNumber: string
  /** Base32 (RFC 4648 section 6). */
  readonly seed: string
}

/** Two codes of one device, of one time step and the next. */
export type TwoCodes = readonly [first: string, second: string]

/**
 * IAM's changing operations on one user's keys and MFA devices. One attempt each: which of them arrived is for the
 * caller to find out. `userName` is always said: a request signed with a session must say it.
 * @throws AppError `aws-refused` (`code` is AWS's own: NoSuchEntity, LimitExceeded, EntityAlreadyExists,
 * DeleteConflict), `aws-answer`, `network`, `clock`, `cancelled`.
 */
export interface IamKeysApi {
  /** CreateAccessKey. */
  createAccessKey(caller: IamCaller, userName: string): Promise<Answer<CreatedKey>>
  /** UpdateAccessKey. */
  setAccessKeyActive(
    caller: IamCaller,
    userName: string,
    accessKeyId: string,
    active: boolean,
  ): Promise<Answer<null>>
  /** DeleteAccessKey. */
  deleteAccessKey(caller: IamCaller, userName: string, accessKeyId: string): Promise<Answer<null>>
  /** CreateVirtualMFADevice with the path `/`. */
  createVirtualMfaDevice(caller: IamCaller, deviceName: string): Promise<Answer<CreatedDevice>>
  /** EnableMFADevice. */
  enableMfaDevice(
    caller: IamCaller,
    userName: string,
    serialNumber: string,
    codes: TwoCodes,
  ): Promise<Answer<null>>
  /** ResyncMFADevice. */
  resyncMfaDevice(
    caller: IamCaller,
    userName: string,
    serialNumber: string,
    codes: TwoCodes,
  ): Promise<Answer<null>>
  /** DeactivateMFADevice. */
  deactivateMfaDevice(caller: IamCaller, userName: string, serialNumber: string): Promise<Answer<null>>
  /** DeleteVirtualMFADevice. */
  deleteVirtualMfaDevice(caller: IamCaller, serialNumber: string): Promise<Answer<null>>
  /** ListVirtualMFADevices: the serials of all of the account, assigned to a user or not. */
  listVirtualMfaDevices(caller: IamCaller): Promise<Answer<readonly string[]>>
  /** ListAccountAliases: the account's name for people; null: it has none. */
  accountAlias(caller: IamCaller): Promise<Answer<string | null>>
}
