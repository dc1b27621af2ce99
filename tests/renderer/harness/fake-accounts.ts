import { definedOf, type Part } from "./fake-parts.ts"
import type { FakeShelf } from "./fake-shelf.ts"

/** Looking after accounts that are there. */
export function fakeAccounts(shelf: FakeShelf): Part<"accounts"> {
  const { find, change } = shelf
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    "accounts:list": () => shelf.accounts(),
    "accounts:edit": ({ id, ...changes }) => {
      const defined = definedOf(changes)
      change([id], defined)
      return find(id)
    },
    "accounts:edit-many": ({ ids, pinned, addTags = [], removeTags = [] }) => {
      for (const id of ids) {
        const tags = [...find(id).tags.filter((tag) => !removeTags.includes(tag)), ...addTags]
        change([id], { tags: [...new Set(tags)], ...(pinned === undefined ? {} : { pinned }) })
      }
      return {}
    },
    "accounts:reorder": ({ ids, beforeId }) => {
      const moved = ids.map(find)
      const rest = shelf.accounts().filter(({ id }) => !ids.includes(id))
      const at = rest.findIndex(({ id }) => id === beforeId)
      shelf.put(at === -1 ? [...rest, ...moved] : [...rest.slice(0, at), ...moved, ...rest.slice(at)])
      return {}
    },
    "accounts:purge": ({ ids }) => {
      shelf.put(shelf.accounts().filter(({ id }) => !ids.includes(id)))
      return {}
    },
    "accounts:trash": ({ ids }) => {
      change(ids, { trashedAtMs: Date.now() })
      return {}
    },
    "accounts:restore": ({ ids }) => {
      change(ids, { trashedAtMs: null })
      return {}
    },
    "accounts:kept": () => [...shelf.kept()],
    "accounts:remove-kept": ({ ids }) => {
      shelf.putKept(shelf.kept().filter(({ id }) => !ids.includes(id)))
      return {}
    },
    "accounts:mark-picture": ({ id }) => ({ png: pictures.get(id) ?? null }),
    "accounts:set-mark-picture": ({ id, png }) => {
      if (png === null) pictures.delete(id)
      else pictures.set(id, png)
      change([id], { mark: png === null ? "" : "own" })
      return find(id)
    },
  }
}
