import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { createWindowPlace, type PlacedWindow } from "../../src/main/window-place.ts"
import { ManualTimers } from "./manual-timers.ts"

const areas = [{ x: 0, y: 0, width: 1_920, height: 1_080 }]
const usual = { width: 920, height: 640, maximized: false }

type Event = Parameters<PlacedWindow["on"]>[0]

class FakeWindow implements PlacedWindow {
  bounds = { x: 0, y: 0, width: 920, height: 640 }
  maximized = false
  readonly #listeners: [Event, () => void][] = []

  on(event: Event, listener: () => void): void {
    this.#listeners.push([event, listener])
  }
  getNormalBounds() {
    return this.bounds
  }
  isMaximized() {
    return this.maximized
  }
  tell(event: Event): void {
    for (const [name, listener] of this.#listeners) if (name === event) listener()
  }
  moveTo(x: number, y: number): void {
    this.bounds = { ...this.bounds, x, y }
    this.tell("move")
  }
}

let folder: string
let path: string
let timers: ManualTimers
let window: FakeWindow
let errors: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keycard-window-"))
  path = join(folder, "window.json")
  timers = new ManualTimers()
  window = new FakeWindow()
  errors = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const newPlace = () => createWindowPlace({ path, timers, log: { error: (words) => errors.push(words) } })
const onDisk = () => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>

describe("the window's place", () => {
  it("is kept for the next start, privately", async () => {
    const place = newPlace()
    expect(place.opening(areas)).toEqual(usual)
    place.follow(window)
    window.moveTo(70, 90)
    window.maximized = true
    window.tell("maximize")
    await place.flush()
    expect(newPlace().opening(areas)).toEqual({ x: 70, y: 90, width: 920, height: 640, maximized: true })
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(errors).toEqual([])
  })

  it("is written once the window has come to rest, and when it closes", async () => {
    const place = newPlace()
    place.follow(window)
    for (let x = 1; x <= 50; x++) {
      window.moveTo(x, 0)
      await timers.pass(100)
    }
    expect(() => onDisk()).toThrow("ENOENT")
    expect(timers.pending).toBe(1)
    await timers.pass(500)
    await place.flush()
    expect(onDisk()).toMatchObject({ x: 50 })
    window.moveTo(60, 0)
    window.tell("close")
    expect(timers.pending).toBe(0)
    await place.flush()
    expect(onDisk()).toMatchObject({ x: 60 })
  })

  it("is the same for a window that is opened again in the same run", () => {
    const place = newPlace()
    place.follow(window)
    window.moveTo(300, 200)
    window.tell("close")
    expect(place.opening(areas)).toMatchObject({ x: 300, y: 200 })
  })

  it("is not written where it is as it was", async () => {
    const first = newPlace()
    first.follow(window)
    window.moveTo(5, 5)
    await first.flush()
    const before = statSync(path).ino
    const next = newPlace()
    next.follow(window)
    window.tell("move")
    window.tell("close")
    await next.flush()
    expect(statSync(path).ino).toBe(before)
  })

  it("is as always where the file is damaged, which stays as it is until the window moves", async () => {
    writeFileSync(path, '{"format":"keycard-window","ver')
    const place = newPlace()
    expect(place.opening(areas)).toEqual(usual)
    await place.flush()
    expect(readFileSync(path, "utf8")).toBe('{"format":"keycard-window","ver')
    place.follow(window)
    window.moveTo(1, 2)
    await place.flush()
    expect(onDisk()).toMatchObject({ x: 1, y: 2 })
  })

  it("that cannot be kept is a line in the log, and nothing else", async () => {
    mkdirSync(path)
    const place = newPlace()
    place.follow(window)
    window.moveTo(1, 2)
    await place.flush()
    expect(errors).toEqual(["the window's place could not be kept"])
    expect(place.opening(areas)).toMatchObject({ x: 1, y: 2 })
  })
})
