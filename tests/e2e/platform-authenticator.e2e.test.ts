import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Ceremonies } from "../support/app/hello/ceremonies.ts"
import { buildCeremoniesApp } from "../support/app/hello/build.ts"
import { launchKeycard, type LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { throwAwayHome, type ThrowAwayHome } from "../support/app/throw-away-home.ts"

/** @file Real WebAuthn in the real Chromium: everything of Windows Hello's way but Windows. */

const key = Array.from({ length: 32 }, (_, at) => at * 7 + 1)
const cancelled = { kind: "cancelled" }

let home: ThrowAwayHome
let folder: string
let app: LaunchedKeycard
/** Calls one of the app's functions by its name. */
const ask = (name: keyof Ceremonies, ...given: unknown[]): Promise<unknown> =>
  app.app.evaluate(
    async (_electron, [called, values]) => {
      type Calls = Record<string, (...values: unknown[]) => unknown>
      const { ceremonies } = globalThis as unknown as { ceremonies: Promise<Calls> }
      return (await ceremonies)[called]?.(...values)
    },
    [name, given] as const,
  )
const protectedLine = async () => {
  const line = await ask("protect", key)
  expect(line).toMatch(/^webauthn-prf-1(\.[\w-]+){3}$/)
  return line as string
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keycard-hello-"))
  await buildCeremoniesApp(folder)
  home = await throwAwayHome()
  app = await launchKeycard({ homeEnv: home.env, appFolder: folder })
})
afterAll(async () => {
  await app.kill()
  await home.remove()
  await rm(folder, { recursive: true, force: true })
})

describe("an authenticator that is asked through WebAuthn", () => {
  it("is not there until there is one", async () => {
    expect(await ask("available")).toBe(false)
    await ask("plugIn", {})
    expect(await ask("available")).toBe(true)
    expect(await ask("isVisible")).toBe(false)
  })

  it("keeps a key, and gives it back to its person and to nobody else", async () => {
    const line = await protectedLine()
    for (let time = 0; time < 2; time++) expect(await ask("reveal", line)).toEqual(key)
    await ask("setUserVerified", false)
    expect(await ask("reveal", line)).toEqual(cancelled)
    expect(await ask("protect", key)).toEqual(cancelled)
  })

  it("keeps each key by a credential of its own", async () => {
    await ask("plugIn", {})
    const [first, second] = [await protectedLine(), await protectedLine()]
    expect(first.split(".")[1]).not.toBe(second.split(".")[1])
    expect(await ask("reveal", first)).toEqual(key)
    const [, id = "", salt = ""] = second.split(".")
    const swapped = ["webauthn-prf-1", id, salt, first.split(".")[3]].join(".")
    expect(await ask("reveal", swapped)).toEqual({ kind: "lock-damaged" })
  })

  it("leaves off when its window is closed, and can be asked again", async () => {
    const line = await protectedLine()
    await ask("leaveAlone")
    const answer = ask("reveal", line)
    await expect.poll(() => ask("isVisible")).toBe(true)
    await ask("closeWindow")
    expect(await answer).toEqual(cancelled)
    await ask("plugIn", {})
    expect(await ask("reveal", await protectedLine())).toEqual(key)
  })

  it("opens nothing that another one kept", async () => {
    const line = await protectedLine()
    await ask("plugIn", {})
    expect(await ask("reveal", line)).toEqual(cancelled)
  })

  it("is refused, in clear words, where it can make no key", async () => {
    await ask("plugIn", { hasPrf: false })
    expect(await ask("protect", key)).toEqual({
      kind: "platform-unlock",
      problem: "no-key",
      name: "Windows Hello",
    })
  })

  it("is asked from a window that shows itself and is gone afterwards", async () => {
    expect(await ask("asItIs")).toEqual({ during: 1, after: 0, answer: false })
  })
})

describe("the page that it is asked from", () => {
  it("says who asks, runs nothing of its own, and is the only one of its session", async () => {
    expect(await ask("inPage", "document.body.innerText")).toMatch(/Windows Hello is asking who you are/)
    expect(await ask("inPage", "getComputedStyle(document.body).display")).toBe("flex")
    expect(await ask("inPage", "document.scripts.length + document.images.length")).toBe(0)
    expect(await ask("inPage", "typeof globalThis.keycard + typeof require + typeof process")).toBe(
      "undefinedundefinedundefined",
    )
    expect(
      await ask("inPage", `fetch("https://keycard.localhost/").then(() => "read", () => "refused")`),
    ).toBe("refused")
  })

  it.each(["https://keycard.localhost/other", "https://example.org/", "http://127.0.0.1:9/"])(
    "does not leave for %s",
    async (url) => {
      await ask("inPage", `location.assign(${JSON.stringify(url)})`)
      expect(await ask("inPage", `open(${JSON.stringify(url)}) === null && location.href`)).toBe(
        "https://keycard.localhost/",
      )
    },
  )

  it("gets no permission", async () => {
    const query = (name: string) =>
      ask("inPage", `navigator.permissions.query({ name: "${name}" }).then(({ state }) => state)`)
    for (const name of ["camera", "microphone", "geolocation", "notifications", "clipboard-read"])
      expect(await query(name), name).toBe("denied")
  })
})
