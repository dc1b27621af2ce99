import type { Page } from "playwright-core"
import { shownCode } from "./codes-page.ts"
import { eventually } from "./eventually.ts"

export type Way = "Files" | "Screen" | "Camera" | "Paste" | "Type it in"

/** The dialog of enrolment. */
export function enrolPage(page: Page) {
  const dialog = page.getByRole("dialog")
  const rows = dialog.getByRole("listitem").filter({ has: page.locator("[data-code]") })
  const way = (label: Way) => dialog.getByRole("button", { name: new RegExp(`^${label}\\b`) })
  return {
    dialog,
    /** One found account each. */
    rows,
    way,
    /** Opens the dialog by its key. */
    open: async () => {
      await page.keyboard.press("Control+n")
      await way("Files").waitFor()
    },
    close: async () => {
      await dialog.getByRole("button", { name: "Close" }).click()
      await dialog.waitFor({ state: "detached" })
    },
    /** Waits for the preview of one account. */
    single: () => eventually(() => rows.count()).toBe(1),
    /** Waits for the preview of several. */
    several: (count: number) => eventually(() => rows.count()).toBe(count),
    service: dialog.getByRole("textbox", { name: "Service" }),
    account: dialog.getByRole("textbox", { name: "Account" }),
    code: (index = 0) => shownCode(rows.nth(index).locator("[data-code]")),
    /** Saves what is chosen and waits until the dialog is gone. */
    save: async () => {
      await dialog.getByRole("button", { name: /^Save / }).click()
      await dialog.waitFor({ state: "detached" })
    },
    choose: (what: "Skip" | "Replace" | "Keep both") => dialog.getByRole("radio", { name: what }),
  }
}

export type EnrolPage = ReturnType<typeof enrolPage>
