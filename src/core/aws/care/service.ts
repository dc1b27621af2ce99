/** @file What can be done with permanent keys at AWS itself. Implemented by {@link createKeyCare}. */
import type { Accounts } from "../../accounts/service.ts"
import type { Audit } from "../../audit/audit.ts"
import type { AuditBy } from "../../audit/event.ts"
import type { OtherKey } from "../../errors.ts"
import type { AwsApi } from "../../ports/aws-api.ts"
import type { Clock } from "../../ports/clock.ts"
import type { IamApi } from "../../ports/iam-api.ts"
import type { IamKeysApi } from "../../ports/iam-keys-api.ts"
import type { Mutex } from "../../ports/mutex.ts"
import type { PendingItems } from "../../ports/pending-items.ts"
import type { Random } from "../../ports/random.ts"
import type { SecretStore } from "../../ports/secret-store.ts"
import type { VaultIndex } from "../../ports/vault-index.ts"
import type { AwsKey } from "../../vault/schema.ts"
import type { AwsDeps } from "../service.ts"
import type { CareStep } from "./steps.ts"

export type Iam = Pick<IamApi, "listAccessKeys" | "accessKeyLastUsed" | "listMfaDevices"> & IamKeysApi

export interface CareDeps {
  readonly secrets: SecretStore
  readonly index: VaultIndex
  readonly clock: Clock
  readonly random: Random
  readonly mutex: Mutex
  readonly api: AwsApi
  readonly iam: Iam
  readonly accounts: Pick<Accounts, "enrol" | "trash">
  /** Notes keychain items that the index does not name (yet, or any more). */
  readonly pending?: PendingItems | undefined
  readonly audit?: Audit | undefined
  /** Where codes of keys come from that no account here makes. */
  readonly codeSource?: AwsDeps["codeSource"]
}

export interface CareOptions {
  /** A code from elsewhere, of the device that the key has now: six digits. */
  readonly code?: string | undefined
  /** The code that follows it, from the same device: for a resync only, which takes two in a row. */
  readonly secondCode?: string | undefined
  readonly onStep?: ((step: CareStep) => void) | undefined
  /** Called before waiting for a time step: the next one begins at `untilMs`. */
  readonly onWait?: ((untilMs: number) => void) | undefined
  /** Called when a hardware key with this serial number waits to be touched, and with null when it does no more. */
  readonly onTouch?: ((serial: string | null) => void) | undefined
  readonly signal?: AbortSignal | undefined
  readonly by?: AuditBy | undefined
}

/** One of the user's keys at AWS. */
export interface ListedKey extends OtherKey {
  /** `present`: the one in use here; `other`: of a rotation here; `unknown`: Keycard does not have it. */
  readonly role: "present" | "other" | "unknown"
}

export interface KeyReport {
  readonly key: AwsKey
  readonly listed: readonly ListedKey[]
}

/**
 * Work on a key at AWS. One at a time for a key, in whatever process. Each step is in the key's journal before it is
 * taken: what was interrupted, by whatever, is resumed or rolled back from there.
 * @throws AppError `key-rotation`, `mfa-enrolment`, `not-found`, `aws-refused`, `aws-answer`, `network`, `clock`,
 * `keychain`, `index`, `file`, `mfa-account-missing`, `code-spent`, `cancelled`.
 */
export interface KeyCare {
  /** Asks how old the user's keys are and when they were used last; notes it of this one. */
  look(keyId: string, options?: CareOptions): Promise<KeyReport>
  /** Begins a rotation, or goes on with one: until the new key is in use and the old one inactive. */
  rotate(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Goes on with one that was interrupted, in the direction it had. */
  resume(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Deletes the old key of a finished rotation. */
  deleteOld(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Until the old key is deleted: it is active and in use again, and the new one is gone. */
  rollBack(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Deletes a key of the same user that Keycard does not have, by the end of its id. */
  deleteStray(keyId: string, tail: string, options?: CareOptions): Promise<AwsKey>
  /** Lets go of what is under way without asking AWS. @returns the tail of the key that may still be at AWS, or "" */
  forget(keyId: string): Promise<string>
  /** Makes an MFA device for the key's user, keeps its seed, and enables it; or goes on with that. */
  enrolMfa(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Deletes the device that was being set up, and its account here. */
  undoEnrolment(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Tells AWS two codes one after the other: for a device whose codes are refused. */
  resyncMfa(keyId: string, options?: CareOptions): Promise<AwsKey>
  /** Takes the key's virtual device from its user and deletes it; its account goes to the trash. */
  removeMfa(keyId: string, options?: CareOptions): Promise<AwsKey>
}
