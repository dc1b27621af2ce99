import type { Locator, Page } from "playwright-core"

/** The place of AWS sessions. */
export function sessionsPage(page: Page) {
  const dialog = page.getByRole("dialog")
  const card = (profile: string): Locator =>
    page.getByRole("listitem", { name: `Session ${profile}`, exact: true })
  /** Ends the first step of setting up: it keeps, moves or copies the key. */
  const keep = dialog.getByRole("button", { name: /in(to)? the keychain$/ })
  return {
    dialog,
    keep,
    /** A session's card. */
    card,
    button: (profile: string, name: string | RegExp) => card(profile).getByRole("button", { name }),
    /** What the card says of its state, and what went wrong. */
    says: (profile: string) => card(profile).innerText(),
    go: () =>
      page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: "Sessions" }).click(),
    /** Takes an entry of a card's menu. */
    choose: async (profile: string, item: string) => {
      await card(profile)
        .getByRole("button", { name: `Actions for ${profile}` })
        .click()
      await page.getByRole("menuitem", { name: item }).click()
    },
    field: (name: string | RegExp) => dialog.getByRole("textbox", { name }),
    /** The three steps of setting up: the key's own fields are filled in already. */
    setUp: {
      keepKey: async (name: string, endpoint: string) => {
        await dialog.getByRole("textbox", { name: "Name" }).fill(name)
        await dialog.getByText("Region and endpoint").click()
        await dialog.getByRole("textbox", { name: "Endpoint" }).fill(endpoint)
        await keep.click()
        await dialog.getByRole("button", { name: "Find my device" }).waitFor()
      },
      findDevice: () => dialog.getByRole("button", { name: "Find my device" }).click(),
      continue: async () => {
        await dialog.getByRole("button", { name: "Continue" }).click()
        await dialog.getByRole("textbox", { name: "Profile name" }).waitFor()
      },
      makeProfile: async (name: string, region: string) => {
        await dialog.getByRole("textbox", { name: "Profile name" }).fill(name)
        await dialog.getByRole("combobox", { name: "Region" }).fill(region)
        await dialog.getByRole("button", { name: "Make the profile" }).click()
        await dialog.waitFor({ state: "detached" })
      },
    },
  }
}

export type SessionsPage = ReturnType<typeof sessionsPage>
