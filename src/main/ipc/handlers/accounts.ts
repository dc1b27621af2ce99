import { setOwnPicture } from "../../../core/accounts/own-picture.ts"
import { AppError } from "../../../core/errors.ts"
import { accountView, keptView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function accountsHandlers(services: Services): HandlersOf<"accounts"> {
  const { accounts, markPictures, index, announce } = services
  return {
    "accounts:list": async () => (await accounts.list({ trash: true })).map(accountView),
    "accounts:edit": async ({ id, ...changes }) => {
      const account = await accounts.edit(id, changes)
      announce.accounts()
      return accountView(account)
    },
    "accounts:edit-many": async ({ ids, ...changes }) => {
      await accounts.editMany(ids, changes)
      announce.accounts()
      return {}
    },
    "accounts:reorder": async ({ ids, beforeId }) => {
      await accounts.reorder(ids, beforeId)
      announce.accounts()
      return {}
    },
    "accounts:trash": async ({ ids }) => {
      await accounts.trash(ids)
      announce.accounts()
      return {}
    },
    "accounts:restore": async ({ ids }) => {
      await accounts.restore(ids)
      announce.accounts()
      return {}
    },
    "accounts:purge": async ({ ids }) => {
      const trash = (await accounts.list({ trash: true })).filter(({ trashedAtMs }) => trashedAtMs !== null)
      const gone = new Set(trash.map(({ id }) => id))
      // Whatever the page asks for: an account in use is never removed for good.
      if (ids.some((id) => !gone.has(id))) throw new AppError({ kind: "not-found", what: "account" })
      try {
        await accounts.purge(ids)
      } finally {
        announce.accounts()
      }
      return {}
    },
    "accounts:mark-picture": async ({ id }) => ({ png: await markPictures.read(id) }),
    "accounts:set-mark-picture": async ({ id, png }) => {
      const account = await setOwnPicture({ accounts, markPictures, index }, id, png)
      announce.accounts()
      return accountView(account)
    },
    "accounts:kept": async () => (await accounts.kept()).map(keptView),
    "accounts:remove-kept": async ({ ids }) => {
      await accounts.removeKept(ids)
      return {}
    },
  }
}
