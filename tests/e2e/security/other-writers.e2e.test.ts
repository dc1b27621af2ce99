import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { createVaultIndex } from "../../../src/adapters/files/vault-index.ts"
import { call, openApp, untilReady } from "./open-app.ts"

describe("what another process writes into the vault", () => {
  it("is shown by the window, and what the window writes is not lost by it", async () => {
    const app = await openApp()
    try {
      await untilReady(app)
      const draft = (await call(app, "enrol:read-texts", {
        texts: ["otpauth://totp/ACME:anna?secret=JBSWY3DPEHPK3PXP"],
        draftId: null,
      })) as { value: { draftId: string } }
      const items = [{ index: 0, issuer: "ACME", account: "anna", action: "add" }]
      await call(app, "enrol:save", { draftId: draft.value.draftId, items })
      await app.page.evaluate(() => {
        const page = globalThis as unknown as {
          keycard: { on(name: string, listener: (accounts: { issuer: string }[]) => void): void }
          issuers: string[]
        }
        page.keycard.on("accounts:changed", (accounts) => {
          page.issuers = accounts.map(({ issuer }) => issuer)
        })
      })
      const folder = app.env.KEYCARD_HOME ?? ""
      const other = createVaultIndex({
        path: join(folder, "vault.json"),
        mutex: createMutex({ folder: join(folder, "locks") }),
      })
      await other.update((vault) => ({
        ...vault,
        accounts: vault.accounts.map((account) => ({ ...account, issuer: "Renamed elsewhere" })),
      }))
      await expect
        .poll(() => app.page.evaluate("window.issuers?.join()"), { timeout: 10_000 })
        .toBe("Renamed elsewhere")
      expect(await call(app, "settings:set", { theme: "dark" })).toMatchObject({ ok: true })
      const vault = await other.read()
      expect(vault.accounts.map(({ issuer }) => issuer)).toEqual(["Renamed elsewhere"])
      expect(vault.settings.theme).toBe("dark")
    } finally {
      await app.close()
      await app.home.remove()
    }
  })
})
