import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { Secret } from "otpauth"
import { describe, expect, it } from "vitest"
import { call, openApp, PASSPHRASE, untilReady } from "./open-app.ts"

/** @file What a session leaves behind on the disk and in the logs. */

const seeds = ["KEYCARDCANARYAAAAAAAAAAAAAAAAAAA", "KEYCARDCANARYBBBBBBBBBBBBBBBBBBB"]

/** Every way in which a program might have written a secret. */
function spellings(secret: string): Buffer[] {
  const bytes = Buffer.from(Secret.fromBase32(secret).bytes)
  const texts = [
    secret,
    secret.toLowerCase(),
    bytes.toString("hex"),
    bytes.toString("base64"),
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("hex"),
  ]
  return [bytes, ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")])]
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe("after a session", () => {
  it("no seed, passphrase or code stands in the data folder or on the output", async () => {
    const app = await openApp()
    try {
      await untilReady(app)
      const read = (await call(app, "enrol:read-texts", {
        texts: [`otpauth://totp/ACME:anna?secret=${seeds[0]}&issuer=ACME`],
        draftId: null,
      })) as { ok: true; value: { draftId: string; rows: unknown[] } }
      expect(read.ok).toBe(true)
      expect(read.value.rows).toHaveLength(1)
      expect(JSON.stringify(read)).not.toContain(seeds[0])
      const items = [{ index: 0, issuer: "ACME", account: "anna", action: "add" }]
      const saved = (await call(app, "enrol:save", { draftId: read.value.draftId, items })) as {
        ok: true
        value: { added: { id: string }[] }
      }
      expect(saved.ok).toBe(true)
      expect(JSON.stringify(saved)).not.toContain(seeds[0])
      const [{ id }] = saved.value.added as [{ id: string }]

      // One that is read and never kept, and several that fail.
      await call(app, "enrol:read-typed", {
        issuer: "x",
        account: "y",
        secret: seeds[1],
        type: "totp",
        algorithm: "SHA1",
        digits: "6",
        period: "30",
        counter: "0",
      })
      await call(app, "enrol:read-texts", { texts: [`otpauth://totp/x?secret=${seeds[1]}!`], draftId: null })
      await call(app, "enrol:read-texts", { texts: [seeds[1]], draftId: null })
      await call(app, "lock:unlock", { passphrase: `${PASSPHRASE} wrong` })

      const codes = (await call(app, "codes:watch", { ids: [id] })) as {
        value: { codes: { code: string; next: string }[] }
      }
      const [code] = codes.value.codes
      expect(code?.code).toMatch(/^\d{6}$/)
      expect(await call(app, "codes:copy", { id, which: "current" })).toMatchObject({ ok: true })
      await call(app, "accounts:trash", { ids: [id] })
      const output = app.output()
      const child = app.app.process()
      await app.close()
      // By itself, not by force: quitting waits for the clipboard and then goes on.
      expect({ code: child.exitCode, signal: child.signalCode }).toEqual({ code: 0, signal: null })

      const files = await filesUnder(app.env.KEYCARD_HOME ?? "")
      expect(files.some((file) => file.endsWith("vault.json"))).toBe(true)
      expect(files.some((file) => file.endsWith("keychain.json"))).toBe(true)
      const secrets = [...seeds.flatMap(spellings), Buffer.from(PASSPHRASE)]
      for (const file of files) {
        const content = await readFile(file)
        const found = secrets.filter((secret) => content.includes(secret)).length
        expect(`${file}: ${found} secrets`).toBe(`${file}: 0 secrets`)
        if (file.endsWith(".log")) expect(content.toString()).not.toContain(code?.code)
      }
      for (const secret of secrets) expect(output).not.toContain(secret.toString())
    } finally {
      await app.close().catch(() => undefined)
      await app.home.remove()
    }
  })

  it("what Keycard wrote is the user's alone", async () => {
    const app = await openApp()
    try {
      await untilReady(app)
      await call(app, "settings:set", { theme: "dark" })
      await app.close()
      const folder = app.env.KEYCARD_HOME ?? ""
      expect((await stat(folder)).mode & 0o077).toBe(0)
      for (const name of ["vault.json", "keychain.json"])
        expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
    } finally {
      await app.close().catch(() => undefined)
      await app.home.remove()
    }
  })

  it("a renderer that crashed leaves no dump, and the page comes back", async () => {
    const app = await openApp()
    try {
      await untilReady(app)
      await app.app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer()
      })
      await expect
        .poll(
          () =>
            app.app.evaluate(({ BrowserWindow }) => {
              const contents = BrowserWindow.getAllWindows()[0]!.webContents
              return contents.isCrashed() || contents.isLoading() ? "gone" : contents.getURL()
            }),
          { timeout: 10_000 },
        )
        .toBe("app://bundle/index.html")
      const files = await filesUnder(app.env.KEYCARD_HOME ?? "")
      expect(files.filter((file) => /\.dmp$|core(\.\d+)?$/.test(file))).toEqual([])
    } finally {
      await app.close().catch(() => undefined)
      await app.home.remove()
    }
  })
})
