import type { Page } from "playwright-core"
import { eventually } from "./eventually.ts"

/** An export of Ente whose key takes many seconds to make, within the bounds; no password opens it. */
export function slowExport(): Buffer {
  const base64 = (length: number) => Buffer.alloc(length, 7).toString("base64")
  const kdfParams = { memLimit: 256 * 1024 * 1024, opsLimit: 100, salt: base64(16) }
  const sealed = { encryptedData: base64(200), encryptionNonce: base64(24) }
  return Buffer.from(JSON.stringify({ version: 1, kdfParams, ...sealed }))
}

/** The pages of an import: the apps, a guide, the password, the preview of many. */
export function importPage(page: Page) {
  const dialog = page.getByRole("dialog")
  const list = dialog.getByRole("grid", { name: "Found entries" })
  return {
    dialog,
    list,
    says: () => dialog.innerText(),
    password: dialog.getByLabel("Password", { exact: true }),
    open: dialog.getByRole("button", { name: "Open", exact: true }),
    apps: dialog.getByRole("button", { name: /^Import from another app/ }),
    search: dialog.getByRole("searchbox", { name: "Search apps" }),
    app: (name: string) => dialog.getByRole("list", { name: "Apps" }).getByRole("button", { name }),
    /** The line that has this text, where it is on screen. */
    line: (text: string | RegExp) => list.getByRole("row").filter({ hasText: text }),
    count: (words: RegExp) => dialog.getByRole("list", { name: "What was found" }).getByText(words),
    isChosen: (name: string) => list.getByRole("checkbox", { name, exact: true }).isChecked(),
    saveButton: dialog.getByRole("button", { name: /^(Save|Keep) / }),
    save: async () => {
      await dialog.getByRole("button", { name: /^(Save|Keep) / }).click()
      await dialog.waitFor({ state: "detached", timeout: 60_000 })
    },
    heading: (title: string | RegExp) =>
      eventually(() => dialog.getByRole("heading", { level: 2 }).innerText()).toMatch(title),
  }
}

export type ImportPage = ReturnType<typeof importPage>
