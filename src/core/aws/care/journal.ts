import { findKeyIn } from "../find.ts"
import type { AwsKey, Vault } from "../../vault/schema.ts"
import type { CareDeps } from "./service.ts"

/** The key as it stands now. @throws AppError `not-found` */
export async function keyNow({ index }: Pick<CareDeps, "index">, keyId: string): Promise<AwsKey> {
  return findKeyIn(await index.read(), keyId)
}

/**
 * Changes one key in one write of the index.
 * @param before of the rest of the vault, in the same write
 * @returns the key as it stands then. @throws AppError `not-found`
 */
export async function changeKey(
  { index }: Pick<CareDeps, "index">,
  keyId: string,
  change: (key: AwsKey) => AwsKey,
  before: (vault: Vault) => Vault = (vault) => vault,
): Promise<AwsKey> {
  const vault = await index.update((now) => {
    const changed = change(findKeyIn(now, keyId))
    const prepared = before(now)
    return {
      ...prepared,
      awsKeys: prepared.awsKeys.map((known) => (known.id === changed.id ? changed : known)),
    }
  })
  return findKeyIn(vault, keyId)
}
