import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { call, openApp, type OpenApp } from "./open-app.ts"

let keycard: OpenApp
beforeAll(async () => {
  keycard = await openApp(["--use-fake-device-for-media-stream"])
})
afterAll(async () => {
  await keycard.close()
  await keycard.home.remove()
})

const attempt = (script: string) =>
  keycard.page.evaluate(
    `(async () => { try { await (${script}); return "granted" } catch (error) { return error.name ?? "code " + error.code } })()`,
  )
const camera =
  "navigator.mediaDevices.getUserMedia({ video: true }).then((s) => s.getTracks().forEach((t) => t.stop()))"

describe("the page's permissions", () => {
  it("do not include the camera while no scan view is open", async () => {
    expect(await attempt(camera)).toBe("NotAllowedError")
  })

  it("include the camera, and it alone, while the scan view is open", async () => {
    await call(keycard, "enrol:camera", { open: true })
    expect(await attempt(camera)).toBe("granted")
    expect(await attempt("navigator.mediaDevices.getUserMedia({ audio: true })")).toBe("NotAllowedError")
    expect(await attempt("navigator.mediaDevices.getUserMedia({ audio: true, video: true })")).toBe(
      "NotAllowedError",
    )
    await call(keycard, "enrol:camera", { open: false })
    expect(await attempt(camera)).toBe("NotAllowedError")
  })

  it("end with the page that had them", async () => {
    await call(keycard, "enrol:camera", { open: true })
    await keycard.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload())
    await keycard.page.waitForLoadState("load")
    await expect
      .poll(() => keycard.page.evaluate("document.getElementById('root')?.childElementCount > 0"))
      .toBe(true)
    expect(await attempt(camera)).toBe("NotAllowedError")
  })

  it.each([
    ["the screen", "navigator.mediaDevices.getDisplayMedia({ video: true })"],
    ["the place", "new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))"],
    [
      "notifications",
      "Notification.requestPermission().then((p) => { if (p !== 'granted') throw { name: p } })",
    ],
    ["reading the clipboard", "navigator.clipboard.readText()"],
    ["writing the clipboard", "navigator.clipboard.writeText('x')"],
    ["MIDI", "navigator.requestMIDIAccess()"],
    ["USB", "navigator.usb.requestDevice({ filters: [] })"],
    [
      "HID",
      "navigator.hid.requestDevice({ filters: [] }).then((d) => { if (d.length === 0) throw { name: 'none' } })",
    ],
    ["serial ports", "navigator.serial.requestPort()"],
    ["fonts", "queryLocalFonts().then((f) => { if (f.length === 0) throw { name: 'none' } })"],
    [
      "idle detection",
      "IdleDetector.requestPermission().then((p) => { if (p !== 'granted') throw { name: p } })",
    ],
    ["a wake lock", "navigator.wakeLock.request('screen')"],
  ])("do not include %s", async (_name, script) => {
    expect(await attempt(script)).not.toBe("granted")
  })
})
