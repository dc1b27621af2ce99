import type { Locator, Page } from "playwright-core"

/** The list of codes, as a person sees it. */
export function codesPage(page: Page) {
  const list = page.getByRole("grid", { name: "Codes" })
  /** The row that has this text. */
  const row = (text: string): Locator => list.getByRole("row").filter({ hasText: text })
  return {
    list,
    row,
    search: page.getByRole("searchbox", { name: "Search accounts" }),
    welcome: page.getByRole("heading", { name: "Your codes live here" }),
    toast: page.getByTestId("toast"),
    /** The digits that stand in a row, without what is between the groups; null: none yet. */
    code: (text: string) => shownCode(row(text).locator("[data-code]").last()),
    /** The issuers in the order of the list, of those that are drawn. */
    order: async () => {
      const placed = await list.getByRole("row").evaluateAll((rows) =>
        rows.map((row) => ({
          at: Number(row.getAttribute("aria-rowindex")),
          named: row.querySelector("[aria-label^='Actions for ']")?.getAttribute("aria-label") ?? "",
        })),
      )
      return placed.sort((a, b) => a.at - b.at).map(({ named }) => named.replace("Actions for ", ""))
    },
    /** Opens a row's menu and takes what it offers. */
    choose: async (text: string, item: string) => {
      await row(text).click({ button: "right" })
      await page.getByRole("menuitem", { name: item }).click()
    },
  }
}

export type CodesPage = ReturnType<typeof codesPage>

export async function shownCode(code: Locator): Promise<string | null> {
  if ((await code.count()) === 0) return null
  const text = (await code.textContent()) ?? ""
  return /^\w+$/.test(text) ? text : null
}
