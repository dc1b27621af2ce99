import { execFileSync } from "node:child_process"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { call, openApp, untilReady, type OpenApp } from "./open-app.ts"

let keycard: OpenApp
let id: string
beforeAll(async () => {
  keycard = await openApp()
  await untilReady(keycard)
  const draft = (await call(keycard, "enrol:read-texts", {
    texts: ["otpauth://totp/ACME:anna?secret=JBSWY3DPEHPK3PXP"],
    draftId: null,
  })) as { value: { draftId: string } }
  const items = [{ index: 0, issuer: "ACME", account: "anna", action: "add" }]
  const saved = (await call(keycard, "enrol:save", { draftId: draft.value.draftId, items })) as {
    value: { added: { id: string }[] }
  }
  id = saved.value.added[0]!.id
})
afterAll(async () => {
  await keycard.close()
  await keycard.home.remove()
})

/** What another program would paste. Electron's clipboard answers at once up to 43, later with a promise. */
const pasted = () => keycard.app.evaluate(async ({ clipboard }) => await clipboard.readText())

const xclip = (() => {
  try {
    execFileSync("xclip", ["-version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

describe("a copied code", () => {
  it("can be pasted, and leaves the clipboard when the screen is locked", async () => {
    expect(await call(keycard, "codes:copy", { id, which: "current" })).toMatchObject({ ok: true })
    expect(await pasted()).toMatch(/^\d{6}$/)
    await keycard.app.evaluate(({ powerMonitor }) => void powerMonitor.emit("lock-screen"))
    await expect.poll(pasted).toBe("")
  })

  it("is left alone when something else was copied since", async () => {
    await call(keycard, "codes:copy", { id, which: "current" })
    await keycard.app.evaluate(({ clipboard }) => clipboard.writeText("a letter"))
    await keycard.app.evaluate(({ powerMonitor }) => void powerMonitor.emit("suspend"))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await pasted()).toBe("a letter")
  })

  it.skipIf(!xclip)(`is not in what is selected${xclip ? "" : " (not installed: xclip)"}`, async () => {
    await call(keycard, "codes:copy", { id, which: "current" })
    const code = await pasted()
    const env = await keycard.app.evaluate(() => {
      const { DISPLAY = "", XAUTHORITY = "" } = process.env
      return { DISPLAY, XAUTHORITY }
    })
    const held = (by: "clipboard" | "primary") => {
      try {
        return execFileSync("xclip", ["-o", "-selection", by], {
          env: { ...process.env, ...env },
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
          timeout: 5_000,
        })
      } catch {
        return "" // nobody owns it
      }
    }
    // The first shows that another program sees what is copied at all.
    expect(held("clipboard")).toBe(code)
    expect(code).toMatch(/^\d{6}$/)
    expect(held("primary")).not.toContain(code)
  })
})

describe("a capture of the screen", () => {
  it("brings pixels of every display, and the window back", async () => {
    const displays = await keycard.app.evaluate(({ screen }) =>
      screen
        .getAllDisplays()
        .map(({ size, scaleFactor }) => [size.width * scaleFactor, size.height * scaleFactor]),
    )
    const captured = await keycard.page.evaluate(async () => {
      const { keycard: api } = globalThis as unknown as {
        keycard: {
          call(
            name: string,
            request: unknown,
          ): Promise<{
            value: { displays: { width: number; height: number; bgra: Uint8Array }[] }
          }>
        }
      }
      const { value } = await api.call("enrol:capture-screen", {})
      return value.displays.map(({ width, height, bgra }) => ({ size: [width, height], bytes: bgra.length }))
    })
    expect(captured.map(({ size }) => size)).toEqual(displays)
    for (const { size, bytes } of captured) expect(bytes).toBe(size[0]! * size[1]! * 4)
    expect(
      await keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()),
    ).toBe(true)
  })
})
