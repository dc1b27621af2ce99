import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { findElectron } from "../../../scripts/electron-runtime.mjs"
import { projectRoot } from "../../../scripts/setup/paths.mjs"
import { requestChannels } from "../../../src/shared/ipc/channels.ts"
import { call, openApp, untilReady, type OpenApp } from "./open-app.ts"

let keycard: OpenApp
beforeAll(async () => {
  keycard = await openApp()
  await untilReady(keycard)
})
afterAll(async () => {
  await keycard.close()
  await keycard.home.remove()
})

/** Asks on every channel from another window that has our preload script, and tells what came back. */
function askFrom(url: string): Promise<string[]> {
  return keycard.app.evaluate(
    async ({ app, BrowserWindow: Window }, { address, names }) => {
      const { session } = Window.getAllWindows()[0]!.webContents
      const other = new Window({
        show: false,
        webPreferences: {
          preload: `${app.getAppPath()}/out/preload/index.cjs`,
          // Ours refuses to load anything foreign; the check must hold in another session too.
          ...(address.startsWith("data:") ? {} : { session }),
          sandbox: true,
        },
      })
      try {
        await other.loadURL(address)
        return (await other.webContents.executeJavaScript(
          `Promise.all(${JSON.stringify(names)}.map((name) => window.keycard.call(name, {}).then(() => name, () => "refused")))`,
        )) as string[]
      } finally {
        other.destroy()
      }
    },
    { address: url, names: [...requestChannels] },
  )
}

describe("main answers", () => {
  it("our own page", async () => {
    expect(await call(keycard, "app:state", {})).toMatchObject({ ok: true })
  })

  it.each(["app://bundle/index.html", "app://bundle/", "data:text/html,<p>x", "about:blank"])(
    "on no channel to another window that shows %s",
    async (url) => {
      const answers = await askFrom(url)
      expect(answers).toHaveLength(requestChannels.length)
      expect(answers.filter((answer) => answer !== "refused")).toEqual([])
    },
  )

  it.each(requestChannels)("%s with a refusal when the request is not of the contract", async (name) => {
    for (const request of [undefined, null, 1, "x", [], { nonsense: true }, "x".repeat(1_000_000)])
      expect(await call(keycard, name, request)).toEqual({ ok: false, error: { kind: "invalid-request" } })
  })
})

describe("a second start with the same data folder", () => {
  it("ends by itself, touches nothing, and brings the first window to the front", async () => {
    const vault = join(keycard.env.KEYCARD_HOME ?? "", "vault.json")
    const before = await readFile(vault).catch(() => null)
    await keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
    const display = await keycard.app.evaluate(() => ({ ...process.env }) as Record<string, string>)
    const isRoot = process.getuid?.() === 0
    const second = spawn(
      findElectron()!.executable,
      [...(isRoot ? ["--no-sandbox"] : []), process.env.KEYCARD_TEST_APP ?? projectRoot, "otpauth://totp/x"],
      { env: { ...display, ...keycard.env }, stdio: "ignore" },
    )
    const code = await new Promise((resolve) => second.once("exit", resolve))
    expect(code).toBe(0)
    await expect
      .poll(() =>
        keycard.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((one) => one.isVisible()),
        ),
      )
      .toEqual([true])
    expect(await readFile(vault).catch(() => null)).toEqual(before)
  })
})
