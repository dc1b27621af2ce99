import { execFileSync, spawn, spawnSync } from "node:child_process"
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Writable } from "node:stream"
import { setTimeout as delay } from "node:timers/promises"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { breakIfDead, tryLock, unlock } from "../../../src/adapters/files/lock-file.ts"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { isGone, ownIdentity, startTimeMs } from "../../../src/adapters/files/process-identity.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

/** A pid that belonged to a process and belongs to none now. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid
}

describe("holding a name", () => {
  test("one at a time, in the order they asked, in one process", async () => {
    const mutex = createMutex({ folder: temporaryFolder() })
    const events: string[] = []
    await Promise.all(
      ["a", "b", "c"].map((who) =>
        mutex.hold("vault", async () => {
          events.push(`${who} in`)
          await delay(5)
          events.push(`${who} out`)
        }),
      ),
    )
    expect(events).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"])
  })

  test("different names do not wait for each other", async () => {
    const mutex = createMutex({ folder: temporaryFolder() })
    const inner = await mutex.hold("vault", () => mutex.hold("keychain", () => Promise.resolve("both")))
    expect(inner).toBe("both")
  })

  test("is given back when the work fails, with its error", async () => {
    const folder = temporaryFolder()
    const mutex = createMutex({ folder })
    await expect(mutex.hold("vault", () => Promise.reject(new Error("work")))).rejects.toThrow("work")
    expect(await mutex.hold("vault", () => Promise.resolve(1), { waitMs: 0 })).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test("busy when it is not to be had in time, and the queue goes on without the one that left", async () => {
    const folder = temporaryFolder()
    const mutex = createMutex({ folder })
    let finish: (() => void) | undefined
    const first = mutex.hold("vault", () => new Promise<void>((resolve) => (finish = resolve)))
    await expect.poll(() => finish).toBeDefined()
    await expect(mutex.hold("vault", () => Promise.resolve(), { waitMs: 20 })).rejects.toMatchObject({
      data: { kind: "file", problem: "busy", path: join(folder, "vault.lock") },
    })
    const third = mutex.hold("vault", () => Promise.resolve("third"))
    finish?.()
    await first
    expect(await third).toBe("third")
  })

  test.each(["", "..", "a/b", "a b", "-a", "ä"])("refuses the name %j", async (name) => {
    const mutex = createMutex({ folder: temporaryFolder() })
    await expect(mutex.hold(name, () => Promise.resolve())).rejects.toThrow(RangeError)
  })

  test("a folder that cannot be made is a file's problem", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "locks"), "")
    const mutex = createMutex({ folder: join(folder, "locks") })
    await expect(mutex.hold("vault", () => Promise.resolve())).rejects.toMatchObject({
      data: { kind: "file" },
    })
  })
})

describe("locks of others", () => {
  const name = "vault.lock"
  function lockOf(folder: string, holder: object | string, ageMs = 0): string {
    const path = join(folder, name)
    writeFileSync(path, typeof holder === "string" ? holder : JSON.stringify(holder))
    const time = new Date(Date.now() - ageMs)
    utimesSync(path, time, time)
    return path
  }
  const token = "0123456789abcdef"

  test("one of a process that ended is taken over", async () => {
    const folder = temporaryFolder()
    lockOf(folder, { ...ownIdentity(), pid: deadPid(), token })
    const mutex = createMutex({ folder })
    expect(await mutex.hold("vault", () => Promise.resolve("mine"), { waitMs: 0 })).toBe("mine")
    expect(readdirSync(folder)).toEqual([])
  })

  test("one of a living process is not, however old it is", async () => {
    const folder = temporaryFolder()
    const path = lockOf(folder, { ...ownIdentity(), token }, 24 * 3_600_000)
    const mutex = createMutex({ folder })
    await expect(mutex.hold("vault", () => Promise.resolve(), { waitMs: 30 })).rejects.toMatchObject({
      data: { problem: "busy" },
    })
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ token })
  })

  test.runIf(process.platform === "linux")(
    "one whose pid was given to another process is taken over",
    async () => {
      const folder = temporaryFolder()
      lockOf(folder, { ...ownIdentity(), start: "1", token })
      await breakIfDead(join(folder, name))
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test.runIf(process.platform === "linux")(
    "one of a zombie, which nobody waited for, is taken over",
    async () => {
      const folder = temporaryFolder()
      // The shell becomes sleep, which does not wait for the child that the shell had; only then the child may end.
      const parent = spawn("/bin/sh", ["-c", "cat <&3 & echo $!; exec sleep 30"], {
        stdio: ["ignore", "pipe", "ignore", "pipe"],
      })
      onTestFinished(() => void parent.kill("SIGKILL"))
      const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout?.once("data", resolve)))
      await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n")
      ;(parent.stdio[3] as Writable).end()
      const stat = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ")
      await expect.poll(() => stat()[2]).toBe("Z")
      lockOf(folder, { ...ownIdentity(), pid, start: stat()[21], token })
      await breakIfDead(join(folder, name))
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test.runIf(process.platform === "linux")("one from before this boot is taken over", async () => {
    const folder = temporaryFolder()
    const [host = "", , namespace = ""] = ownIdentity().host.split(" ")
    lockOf(folder, {
      ...ownIdentity(),
      host: `${host} 00000000-0000-0000-0000-000000000000 ${namespace}`,
      token,
    })
    await breakIfDead(join(folder, name))
    expect(readdirSync(folder)).toEqual([])
  })

  test("one from another machine is left for ten minutes, then taken over", async () => {
    const folder = temporaryFolder()
    const foreign = { ...ownIdentity(), host: "elsewhere", pid: deadPid(), token }
    const path = lockOf(folder, foreign, 9 * 60_000)
    await breakIfDead(path)
    expect(readdirSync(folder)).toEqual([name])
    lockOf(folder, foreign, 11 * 60_000)
    await breakIfDead(path)
    expect(readdirSync(folder)).toEqual([])
  })

  test.each(["", "{", "null", '{"pid":-1}', '{"pid":1,"host":"h","start":"","token":"../../x"}'])(
    "one whose content is %j is left for two seconds, then taken over",
    async (content) => {
      // The time stands: however long this test is kept waiting, no lock grows older.
      vi.useFakeTimers({ toFake: ["Date"] })
      onTestFinished(() => void vi.useRealTimers())
      const folder = temporaryFolder()
      const path = lockOf(folder, content, 1_900)
      await breakIfDead(path)
      expect(readdirSync(folder)).toEqual([name])
      lockOf(folder, content, 2_100)
      await breakIfDead(path)
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test("one that was taken over is not given back by its first holder", async () => {
    const path = join(temporaryFolder(), name)
    const mine = await tryLock(path)
    writeFileSync(path, JSON.stringify({ ...ownIdentity(), token }))
    await unlock(path, mine ?? "")
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ token })
  })

  test("a guard whose maker died while taking over is taken over too", async () => {
    const folder = temporaryFolder()
    const path = lockOf(folder, { ...ownIdentity(), pid: deadPid(), token })
    writeFileSync(
      `${path}.${token}`,
      JSON.stringify({ ...ownIdentity(), pid: deadPid(), token: "f".repeat(16) }),
    )
    const mutex = createMutex({ folder })
    expect(await mutex.hold("vault", () => Promise.resolve("mine"))).toBe("mine")
    expect(readdirSync(folder)).toEqual([])
  })

  test("many who find the locks of dead holders at once: never do two hold it", async () => {
    const path = join(temporaryFolder(), name)
    const pid = deadPid()
    let holding = 0
    let most = 0
    let taken = 0
    const worker = async (): Promise<void> => {
      while (taken < 150) {
        const mine = await tryLock(path)
        if (mine === null) {
          await breakIfDead(path)
          continue
        }
        most = Math.max(most, ++holding)
        await new Promise(setImmediate)
        holding--
        // Every second holder dies: its lock stays and names a process that is gone.
        if (++taken % 2 === 0) await unlock(path, mine)
        else writeFileSync(path, JSON.stringify({ ...ownIdentity(), pid, token: mine }))
      }
    }
    await Promise.all(Array.from({ length: 12 }, worker))
    expect(most).toBe(1)
  })

  test("while another takes it over, nobody else removes it", async () => {
    const folder = temporaryFolder()
    const path = lockOf(folder, { ...ownIdentity(), pid: deadPid(), token })
    writeFileSync(`${path}.${token}`, JSON.stringify({ ...ownIdentity(), token: "f".repeat(16) }))
    await breakIfDead(path)
    expect(readdirSync(folder).sort()).toEqual([name, `${name}.${token}`])
  })
})

describe("processes", () => {
  test("this one lives", async () => {
    expect(await isGone(ownIdentity(), Date.now())).toBe(false)
  })

  test("of another host: cannot be told", async () => {
    expect(await isGone({ pid: process.pid, host: "elsewhere", start: "" }, Date.now())).toBeNull()
  })

  test.runIf(hasPs())("when one started is told by ps where there is no /proc", async () => {
    const expected = Date.now() - process.uptime() * 1000
    const startedAtMs = await startTimeMs(process.pid, "darwin")
    // ps says whole seconds, and counts from the boot time in whole seconds.
    expect(Math.abs((startedAtMs ?? 0) - expected)).toBeLessThan(3_000)
    expect(await startTimeMs(deadPid(), "darwin")).toBeNull()
  })
})

function hasPs(): boolean {
  try {
    return execFileSync("ps", ["-p", String(process.pid), "-o", "lstart="]).length > 0
  } catch {
    return false
  }
}
