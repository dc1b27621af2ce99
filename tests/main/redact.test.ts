import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { createLog } from "../../src/main/log.ts"
import { describeFailure, redact } from "../../src/main/redact.ts"

const base32 = fc
  .array(fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")), { minLength: 16, maxLength: 64 })
  .map((letters) => letters.join(""))

describe("the log", () => {
  it.each([
    ["otpauth://totp/ACME:a?secret=JBSWY3DPEHPK3PXP&issuer=ACME", "JBSWY3DPEHPK3PXP"],
    ["otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU", "CjEKCk"],
    ["Invalid character in JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXP"],
    ["in jbswy3dpehpk3pxp", "jbswy3dpehpk3pxp"],
    ["key AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"],
    ["secret wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", "wJalrXUtn"],
    ["secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "K7MDENG"],
    ["token=dGhpcy1pcy1h-LXRva2Vu_ZnJvbS1h-c29ja2V0XzMy", "LXRva2Vu"],
    ["at http://127.0.0.1:41234/dGhpcy1pcy1h-LXRva2Vu_ZnJvbS1h-c29ja2V0XzMy", "LXRva2Vu"],
    ["code 492039 refused", "492039"],
    ["code 492 039 refused", "492 039"],
    ["code 12345678", "12345678"],
  ])("does not hold the secret of %j", (message, secret) => {
    expect(redact(message)).not.toContain(secret)
  })

  it("does not hold a seed of any length that is safe", () => {
    fc.assert(
      fc.property(base32, (seed) => {
        expect(redact(`value (${seed})`)).not.toContain(seed)
        expect(redact(`value "${seed.toLowerCase()}"`)).not.toContain(seed.toLowerCase())
      }),
    )
  })

  it.each([
    "/home/maria/.config/Keycard/chromium/Default/Local Storage/leveldb/of/somebody",
    "file:///opt/keycard/resources/app/out/main/chunks/codes-and-sessions",
    "5e843218-0843-43e1-93be-a65f28ca9770 is not there",
  ])("holds a path and an id: %s", (message) => {
    expect(redact(message)).toBe(message)
  })

  it("keeps on one line what carries line breaks", () => {
    expect(redact("a\nINFO forged\r\u2028b")).toBe("a INFO forged b")
  })

  it("keeps words that help", () => {
    expect(redact("codes:watch: refused a sender that is not our page")).toBe(
      "codes:watch: refused a sender that is not our page",
    )
  })

  it("names an AppError and its causes without their text", () => {
    const cause = new Error("org.freedesktop.Secret: JBSWY3DPEHPK3PXP")
    const text = describeFailure(
      new AppError({ kind: "keychain", problem: "locked", backend: "os" }, { cause }),
    )
    expect(text).toContain("keychain locked")
    expect(text).not.toContain("JBSWY3DPEHPK3PXP")
  })

  it("is private to the user and does not grow without bound", () => {
    const folder = mkdtempSync(join(tmpdir(), "keycard-log-"))
    try {
      const path = join(folder, "logs", "main.log")
      const log = createLog(path, { echo: false, nowMs: () => 0 })
      for (let line = 0; line < 3_000; line++) log.warn("words and words and words ".repeat(10))
      expect(statSync(path).size).toBeLessThanOrEqual(256 * 1024)
      expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(256 * 1024)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(readFileSync(path, "utf8")).toMatch(/^1970-01-01T00:00:00\.000Z warn words/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
