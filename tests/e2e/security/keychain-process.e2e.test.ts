import { describe, expect, it } from "vitest"
import { startKeyring, whyNoKeyring, type KeyringState } from "../../support/app/keyring.ts"
import { throwAwayHome } from "../../support/app/throw-away-home.ts"
import { call, openApp, untilReady, type OpenApp } from "./open-app.ts"

const reason = whyNoKeyring()

/** Keycard on a real keyring in this state. */
async function onKeyring(state: KeyringState, use: (app: OpenApp) => Promise<void>): Promise<void> {
  const home = await throwAwayHome()
  const keyring = await startKeyring(state, home.env)
  const app = await openApp([], {
    ...keyring.env,
    KEYCARD_KEYCHAIN: undefined,
    KEYCARD_PASSPHRASE_FILE: undefined,
  })
  try {
    await use(app)
  } finally {
    await app.close()
    await keyring.stop()
    await app.home.remove()
    await home.remove()
  }
}

const state = async (app: OpenApp) =>
  ((await call(app, "app:state", {})) as { value: { keychain: Record<string, unknown> } }).value.keychain

describe.skipIf(reason)(`the system's keychain${reason ? ` (${reason})` : ""}`, () => {
  it("is read by a process of its own, and keeps an account", async () => {
    await onKeyring("unlocked", async (app) => {
      await untilReady(app)
      expect(await state(app)).toEqual({ state: "ready", backend: "os" })
      const services = await app.app.evaluate(({ app: electron }) =>
        electron.getAppMetrics().map((metric) => metric.name ?? metric.serviceName ?? metric.type),
      )
      expect(services.join()).toMatch(/keychain|Node Utility Process/)
      const draft = (await call(app, "enrol:read-texts", {
        texts: ["otpauth://totp/ACME:anna?secret=JBSWY3DPEHPK3PXP"],
        draftId: null,
      })) as { value: { draftId: string } }
      const items = [{ index: 0, issuer: "ACME", account: "anna", action: "add" }]
      expect(await call(app, "enrol:save", { draftId: draft.value.draftId, items })).toMatchObject({
        ok: true,
      })
    })
  })

  it("that is locked is told to be locked, and offers the file only while nothing is kept", async () => {
    await onKeyring("locked", async (app) => {
      await expect
        .poll(() => state(app), { timeout: 20_000 })
        .toMatchObject({
          state: "failed",
          error: { kind: "keychain", problem: "locked", backend: "os" },
          canChooseFile: true,
        })
    })
  })
})
