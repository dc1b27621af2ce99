import { beforeEach, describe, expect, it, test } from "vitest"
import type { AppError } from "../../../src/core/errors.ts"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

describe("finding", () => {
  test.each([
    ["github", "GitHub/ada"],
    ["GITHUB", "GitHub/ada"],
    ["enterprise", "GitHub Enterprise/ada"],
    ["github ada", "GitHub/ada"],
    ["ada github", null],
    ["GitHub:ada", "GitHub/ada"],
    ["GitHub (ada)", "GitHub/ada"],
    ["  github   ENTERPRISE ", "GitHub Enterprise/ada"],
    ["strasse", "Straße/eve"],
    ["eve str", "Straße/eve"],
    ["ist", "İstanbul/eve"],
    ["solo", "/solo"],
    ["sol", "/solo"],
    ["ada", null],
    ["eve", null],
    ["ge", "GitHub Enterprise/ada"],
    ["g", null],
    ["gx", undefined],
    ["nobody", undefined],
    ["github nobody", undefined],
    ["gone", undefined],
    [" ", undefined],
  ])("%j finds %j", async (query, found) => {
    const [, , , , , gone] = await vault.enrol(
      ...["GitHub/ada", "GitHub Enterprise/ada", "Straße/eve", "İstanbul/eve", "/solo", "Gone/x"].map(
        (names) => {
          const [issuer = "", account = ""] = names.split("/")
          return entry({ issuer, account })
        },
      ),
    )
    await vault.accounts.trash([gone!])
    const outcome = await vault.accounts.find(query).then(
      ({ issuer, account }) => `${issuer}/${account}`,
      (error: unknown) => (error as AppError).data,
    )
    if (typeof found === "string") expect(outcome).toBe(found)
    else if (found === null) expect(outcome).toMatchObject({ kind: "ambiguous", what: "account", query })
    else expect(outcome).toEqual({ kind: "not-found", what: "account", query })
  })

  it("by id finds the very one; several hits are named, told apart where they have one name", async () => {
    const ids = await vault.enrol(
      entry({ issuer: "A", account: "x" }),
      entry({ issuer: "A", account: "x" }),
      entry({ issuer: "A", account: "" }),
      entry({ issuer: "", account: "A b" }),
      entry({ issuer: "", account: "" }),
    )
    for (const id of ids) expect((await vault.accounts.find(id.toUpperCase())).id).toBe(id)
    await expect(vault.accounts.find("a")).rejects.toMatchObject({
      data: { candidates: [`A (x) ${ids[0]}`, `A (x) ${ids[1]!}`, "A"] },
    })
    await expect(vault.accounts.find("b")).resolves.toMatchObject({ account: "A b" })
  })
})
