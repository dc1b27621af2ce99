/** @file Pictures of one's own as marks: fetched when their row is drawn, kept as addresses of this page. */
import { call } from "../api.ts"
import { createPrivateStore } from "../store.ts"

/** The address of each account's picture; null: it was asked for and is not there (yet). */
export const ownPictures = createPrivateStore<ReadonlyMap<string, string | null>>(new Map(), (pictures) => {
  // An address keeps its picture in the page's memory until it is given back.
  for (const url of pictures.values()) if (url !== null) URL.revokeObjectURL(url)
})

function put(id: string, png: Uint8Array | null): void {
  const before = ownPictures.get().get(id)
  if (typeof before === "string") URL.revokeObjectURL(before)
  const url =
    png === null ? null : URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }))
  ownPictures.update((present) => new Map(present).set(id, url))
}

/** Without a picture, and when it cannot be read, initials stand in. */
export function askForPicture(id: string): void {
  if (ownPictures.get().has(id)) return
  ownPictures.update((present) => new Map(present).set(id, null))
  call("accounts:mark-picture", { id }).then(
    ({ png }) => {
      if (png !== null) put(id, png)
    },
    () => undefined,
  )
}

/** Keeps a picture as the account's mark; null: none any more. @throws RequestFailed */
export async function saveOwnPicture(id: string, png: Uint8Array | null): Promise<void> {
  await call("accounts:set-mark-picture", { id, png: png === null ? null : new Uint8Array(png) })
  put(id, png)
}
