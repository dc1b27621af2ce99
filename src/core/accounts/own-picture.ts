/** @file A picture of one's own as the mark of an account. */
import { AppError } from "../errors.ts"
import type { MarkPictures } from "../ports/mark-pictures.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { Account } from "../vault/schema.ts"
import { isMarkPicture } from "./mark-picture.ts"
import type { Accounts } from "./service.ts"

export interface OwnPictureDeps {
  readonly accounts: Pick<Accounts, "list" | "edit">
  readonly markPictures: MarkPictures
  readonly index: Pick<VaultIndex, "update">
}

/**
 * Sets, replaces or takes away the picture. The picture before the account that shows it, and the other way round: none
 * is shown that is not there.
 * @param png null: none any more
 * @throws AppError `picture`, `not-found`, `file`
 */
export async function setOwnPicture(
  { accounts, markPictures, index }: OwnPictureDeps,
  id: string,
  png: Uint8Array | null,
): Promise<Account> {
  if (png === null) {
    const account = await accounts.edit(id, { mark: "" })
    await markPictures.remove(id)
    return account
  }
  if (!isMarkPicture(png)) throw new AppError({ kind: "picture", problem: "damaged" })
  const before = (await accounts.list({ trash: true })).find((account) => account.id === id)
  if (before === undefined) throw new AppError({ kind: "not-found", what: "account" })
  await markPictures.write(id, png)
  const account = await accounts.edit(id, { mark: "own" })
  if (before.mark === "own") await noteReplaced(index)
  return account
}

/** The index is as it was, and yet the last automatic backup does not hold all there is. */
async function noteReplaced(index: OwnPictureDeps["index"]): Promise<void> {
  await index.update((vault) => ({ ...vault, backup: { ...vault.backup, lastDigest: null } }))
}
