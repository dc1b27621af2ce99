import type { Page } from "playwright-core"

/** The page of a locked Keycard, and the settings of the lock. */
export function lockPage(page: Page) {
  const dialog = page.getByRole("dialog")
  const box = page.getByLabel("Passphrase", { exact: true })
  return {
    box,
    heading: page.getByRole("heading", { name: "Unlock Keycard" }),
    /** At the foot of the rail. */
    lock: page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: "Lock", exact: true }),
    type: async (passphrase: string) => {
      await box.fill(passphrase)
      await box.press("Enter")
    },
    /** From wherever the rail is. */
    setPassphrase: async (passphrase: string) => {
      await page.getByRole("button", { name: "Set a passphrase" }).click()
      await dialog.getByLabel("New passphrase").fill(passphrase)
      await dialog.getByLabel("The same again").fill(passphrase)
      await dialog.getByRole("button", { name: "Set passphrase" }).click()
    },
  }
}
