import { isAppError } from "../../errors.ts"
import type { SecretStore } from "../../ports/secret-store.ts"
import type { IamAccessKey } from "../../ports/iam-api.ts"
import type { AwsKey } from "../../vault/schema.ts"
import { noteClock } from "../issue.ts"
import { loadKey } from "../secret-items.ts"
import type { Caller } from "./caller.ts"
import type { CareDeps, ListedKey } from "./service.ts"

/** A key of the user, and what Keycard knows of it. */
export interface KnownKey extends IamAccessKey {
  readonly role: ListedKey["role"]
}

/** The other key of a rotation as {@link loadKey} reads it. */
export const otherOf = (key: AwsKey, otherId: string) => ({ id: key.id, name: key.name, secretId: otherId })

/** The id of the rotation's other key; null: there is none, or its secret is not in the keychain. */
export async function otherKeyId(secrets: SecretStore, key: AwsKey): Promise<string | null> {
  if (key.rotation === null) return null
  try {
    return (await loadKey(secrets, otherOf(key, key.rotation.otherId))).accessKeyId
  } catch (error) {
    if (isAppError(error, "secret-missing") || isAppError(error, "secret-damaged")) return null
    throw error
  }
}

/** The user's keys at AWS. */
export async function listKeys(deps: CareDeps, caller: Caller, key: AwsKey): Promise<KnownKey[]> {
  const listed = await noteClock(deps, deps.iam.listAccessKeys(caller, caller.userName))
  const { accessKeyId } = await loadKey(deps.secrets, key)
  const other = await otherKeyId(deps.secrets, key)
  const roleOf = (id: string) => (id === accessKeyId ? "present" : id === other ? "other" : "unknown")
  return listed.map((each) => ({ ...each, role: roleOf(each.accessKeyId) }))
}

/** With when they were used last, where AWS tells; each is a question of its own. */
export async function withUse(
  deps: CareDeps,
  caller: Caller,
  keys: readonly KnownKey[],
): Promise<ListedKey[]> {
  return Promise.all(
    keys.map(async ({ accessKeyId, active, createdAtMs, role }): Promise<ListedKey> => {
      const listed = { tail: accessKeyId.slice(-4), active, issuedAtMs: createdAtMs, role }
      try {
        return { ...listed, usedAtMs: (await deps.iam.accessKeyLastUsed(caller, accessKeyId)).value }
      } catch {
        // Its age is known all the same.
        return listed
      }
    }),
  )
}
