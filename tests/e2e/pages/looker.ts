/** @file One who goes through the window and looks at each screen. */
import type { Page } from "playwright-core"
import { expect } from "vitest"
import type { LaunchedKeycard } from "../../support/app/launch-keycard.ts"
import { callMain } from "./call.ts"
import { newAccount, type TestAccount } from "./links.ts"
import { faultsOf, resize, sizes } from "./look.ts"

/** One of each sort: long and short names, six digits and eight. */
export const somebodysAccounts = () =>
  [
    newAccount("Amazon Web Services", "mona@123456789012"),
    newAccount("GitHub", "ada@example.org"),
    newAccount("Nextcloud", "ada.lovelace.with.a.rather.long.name@department.of.mathematics.example.org"),
    newAccount("Mastodon", "@ada@example.social", { digits: 8 }),
  ] as const

/** Keeps accounts as a person would who saves them all. @returns their ids, in the same order */
export async function keepAccounts(page: Page, accounts: readonly TestAccount[]): Promise<string[]> {
  const texts = accounts.map(({ uri }) => uri)
  const draft = (await callMain(page, "enrol:read-texts", { texts, draftId: null })) as { draftId: string }
  const items = accounts.map(({ issuer, account }, index) => ({ index, issuer, account, action: "add" }))
  const saved = (await callMain(page, "enrol:save", { draftId: draft.draftId, items })) as {
    added: { id: string }[]
  }
  return saved.added.map(({ id }) => id)
}

export function newLooker() {
  let keycard: LaunchedKeycard | undefined
  const launched = (): LaunchedKeycard => {
    if (keycard === undefined) throw new Error("no window is open yet")
    return keycard
  }
  const page = (): Page => launched().page
  const dialog = () => page().getByRole("dialog")
  const closeDialog = async () => {
    await dialog().getByRole("button", { name: "Close" }).click()
    await dialog().waitFor({ state: "detached" })
  }
  return {
    get keycard() {
      return launched()
    },
    get page() {
      return page()
    },
    /** From now on this window. */
    use: async (next: LaunchedKeycard) => {
      keycard = next
      await next.page.emulateMedia({ reducedMotion: "reduce" })
    },
    /** Looks at what is on the screen now in both sizes and both colours, and leaves pictures of it. */
    look: async (screen: string) => expect(await faultsOf(launched(), screen)).toEqual({}),
    resize: ({ width, height }: { width: number; height: number }) => resize(launched(), width, height),
    press: (name: string | RegExp) => page().getByRole("button", { name }).click(),
    go: (place: string) =>
      page().getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).click(),
    dialog,
    closeDialog,
    /** A screen with a fault must not stand in the way of the next one. */
    tidy: async () => {
      const [{ width, height }] = sizes
      await resize(launched(), width, height)
      if (await dialog().isVisible()) await closeDialog()
    },
  }
}
