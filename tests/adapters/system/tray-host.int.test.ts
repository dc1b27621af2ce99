import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasTrayHost } from "../../../src/adapters/system/tray-host.ts"

const daemon = "/usr/bin/dbus-daemon"

describe("a desktop without a bus", () => {
  it.each([undefined, "", "tcp:host=localhost,port=1", "unix:path=/nowhere/at/all"])(
    "shows no icons: %s",
    async (address) => {
      expect(await hasTrayHost(address)).toBe(false)
    },
  )
})

describe.skipIf(!existsSync(daemon))(`a real bus (${daemon})`, () => {
  let bus: ChildProcess
  let address: string

  beforeAll(async () => {
    bus = spawn(daemon, ["--session", "--nofork", "--print-address=1"], {
      stdio: ["ignore", "pipe", "ignore"],
    })
    const [line] = (await once(bus.stdout!, "data")) as [Buffer]
    address = line.toString().trim()
  })
  afterAll(() => void bus.kill())

  it("has no tray where nobody owns its name", async () => {
    expect(await hasTrayHost(address)).toBe(false)
  })

  it("has one where the name is owned", async () => {
    // A name that is always owned there: the bus's own.
    expect(await hasTrayHost(address, "org.freedesktop.DBus")).toBe(true)
  })
})
