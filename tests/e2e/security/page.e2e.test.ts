import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { PAGE_POLICY } from "../../../src/main/content-policy.ts"
import { openApp, type OpenApp } from "./open-app.ts"

let keycard: OpenApp
beforeAll(async () => {
  keycard = await openApp()
})
afterAll(async () => {
  await keycard.close()
  await keycard.home.remove()
})

/** Runs a script in the page, as one that somebody slipped in would run. */
const inPage = (script: string): Promise<unknown> => keycard.page.evaluate(script)

describe("the window", () => {
  it("is sandboxed, isolated, without Node, webview and spell checking", async () => {
    const preferences = await keycard.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents
      return {
        ...contents.getLastWebPreferences(),
        session: undefined,
        spellChecker: session.isSpellCheckerEnabled(),
      }
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellChecker: false,
    })
  })

  it("gives the page nothing of Node", async () => {
    expect(
      await inPage("[typeof require, typeof process, typeof module, typeof Buffer, typeof global].join()"),
    ).toBe("undefined,undefined,undefined,undefined,undefined")
  })

  it("gives the page two functions of ours and nothing else", async () => {
    expect(await inPage("Object.keys(window.keycard).sort().join()")).toBe("call,on")
    expect(await inPage("Object.values(window.keycard).map((f) => typeof f).join()")).toBe(
      "function,function",
    )
    expect(await inPage("Object.isFrozen(window.keycard) || 'open'")).toBeDefined()
    expect(
      await inPage("window.keycard.call('app:made-up', {}).then(() => 'answered', () => 'refused')"),
    ).toBe("refused")
    expect(
      await inPage(
        "(() => { try { window.keycard.on('made-up', () => {}); return 'on' } catch { return 'refused' } })()",
      ),
    ).toBe("refused")
  })

  it("keeps Electron's event from the page's listeners", async () => {
    await inPage("void window.keycard.on('clipboard:cleared', (...args) => (window.heard = args))")
    await keycard.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send("clipboard:cleared", {}),
    )
    await expect.poll(() => inPage("window.heard")).toEqual([{}])
  })

  it("serves the page from its own scheme, into a session that is not on the disk", async () => {
    expect(await inPage("location.origin + ' ' + isSecureContext")).toBe("app://bundle true")
    const stored = await keycard.app.evaluate(({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents
      return { persistent: session.isPersistent(), path: session.storagePath }
    })
    expect(stored).toEqual({ persistent: false, path: null })
  })

  it("sends the content security policy byte for byte", async () => {
    const headers = await keycard.app.evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents
      return Object.fromEntries((await session.fetch("app://bundle/")).headers)
    })
    expect(headers["content-security-policy"]).toBe(PAGE_POLICY)
    expect(PAGE_POLICY).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'none'; media-src 'none'; worker-src 'self'; manifest-src 'none'; object-src 'none'; " +
        "frame-src 'none'; child-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types app-worker",
    )
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    })
  })

  it("loads nothing but its own files", async () => {
    const names = (await inPage(
      "performance.getEntriesByType('resource').map((entry) => entry.name)",
    )) as string[]
    expect(names.filter((name) => !name.startsWith("app://bundle/"))).toEqual([])
  })

  it("draws no security warning of Electron on the console", () => {
    expect(keycard.output()).not.toContain("Electron Security Warning")
  })
})

describe("a script that was slipped into the page", () => {
  it.each([
    ["eval", "eval('window.ran = 1')"],
    ["Function", "new Function('window.ran = 1')()"],
    ["a timer's text", "setTimeout('window.ran = 1')"],
    [
      "an inline script",
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))",
    ],
    ["an event attribute", "document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'"],
    [
      "an event attribute set by name",
      "(() => { const i = document.createElement('img'); i.setAttribute('onerror', 'window.ran = 1'); i.src = 'x'; document.body.append(i) })()",
    ],
    [
      "a javascript: link",
      "(() => { const a = document.createElement('a'); a.href = 'javascript:window.ran = 1'; document.body.append(a); a.click() })()",
    ],
    [
      "a script from elsewhere",
      "document.body.append(Object.assign(document.createElement('script'), { src: 'https://example.org/x.js' }))",
    ],
    ["a policy of its own", "trustedTypes.createPolicy('mine', { createScript: (s) => s })"],
    ["a worker from a blob", "new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))"],
    ["wasm", "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) && (window.ran = 1)"],
  ])("does not run by %s", async (_name, attempt) => {
    // In a task of its own: what the debugger evaluates itself is exempt from the policy.
    await inPage(`void (window.ran = 0, setTimeout(() => { try { ${attempt} } catch {} }))`)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await inPage("window.ran")).toBe(0)
  })

  it("styles nothing inline", async () => {
    const width = await inPage(
      "(() => { const s = document.createElement('style'); s.textContent = 'body { width: 123px !important }'; document.head.append(s); const w = getComputedStyle(document.body).width; s.remove(); return w })()",
    )
    expect(width).not.toBe("123px")
  })

  it.each([
    "https://example.org/",
    "http://127.0.0.1:9/",
    "file:///etc/passwd",
    "data:text/html,<p>x",
    "app://evil/",
    "app://bundle/other.html",
    "about:blank",
  ])("does not lead the window to %s", async (url) => {
    const address = () =>
      keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL())
    const before = await address()
    const loaded = keycard.page.waitForEvent("domcontentloaded", { timeout: 1_000 }).catch(() => undefined)
    await inPage(`void (location.href = ${JSON.stringify(url)})`).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 200))
    // about:blank cannot be refused: the window goes back by itself.
    if (url === "about:blank") await loaded
    expect(await address()).toBe(before)
    expect(await inPage("location.origin")).toBe("app://bundle")
  })

  it("opens no window, no webview, no frame", async () => {
    expect(await inPage("window.open('https://example.org/') === null")).toBe(true)
    expect(await inPage("window.open('app://bundle/') === null")).toBe(true)
    await inPage(
      "void document.body.append(Object.assign(document.createElement('webview'), { src: 'app://bundle/' }))",
    )
    await inPage(
      "void document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://bundle/' }))",
    )
    await inPage(
      "void document.body.append(Object.assign(document.createElement('iframe'), { src: 'about:blank', id: 'blank' }))",
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    const counts = await keycard.app.evaluate(({ BrowserWindow, webContents }) => ({
      windows: BrowserWindow.getAllWindows().length,
      contents: webContents.getAllWebContents().filter((one) => one.getType() !== "remote").length,
      framesWithOurPage: BrowserWindow.getAllWindows()[0]!.webContents.mainFrame.frames.filter(
        (frame) => frame.origin === "app://bundle" && frame.url.startsWith("app:"),
      ).length,
    }))
    expect(counts).toEqual({ windows: 1, contents: 1, framesWithOurPage: 0 })
    expect(await inPage("typeof document.getElementById('blank').contentWindow?.keycard")).toBe("undefined")
  })

  it("downloads nothing", async () => {
    await keycard.app.evaluate(({ BrowserWindow }) => {
      const seen = globalThis as unknown as { downloads: string[] }
      seen.downloads = []
      BrowserWindow.getAllWindows()[0]!.webContents.session.on("will-download", (event, item) => {
        seen.downloads.push(`${event.defaultPrevented ? "refused" : "begun"} ${item.getState()}`)
      })
    })
    await inPage(
      "void Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' }).click()",
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    const downloads = await keycard.app.evaluate(
      () => (globalThis as unknown as { downloads: string[] }).downloads,
    )
    expect(downloads.filter((one) => one.startsWith("begun"))).toEqual([])
  })
})
