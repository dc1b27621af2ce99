import { accountView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function accountsHandlers({ accounts, announce }: Services): HandlersOf<"accounts"> {
  return {
    "accounts:list": async () => (await accounts.list({ trash: true })).map(accountView),
    "accounts:edit": async ({ id, ...changes }) => {
      const account = await accounts.edit(id, changes)
      announce.accounts()
      return accountView(account)
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
  }
}
