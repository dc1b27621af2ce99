import { describe, expect, it } from "vitest"
import { createBoard } from "../../src/main/clipboard-board.ts"
import { createClipboard } from "../../src/main/clipboard.ts"
import { ManualTimers, settle } from "./manual-timers.ts"

interface Shape {
  /** What Electron exports. */
  readonly electron: {
    clipboard: unknown
    ClipboardItem?: new (items: Record<string, string | Blob>) => object
  }
  content(): string
  selection(): string
  copyElsewhere(text: string): void
  select(text: string): void
  formats(): string[]
  hang(): void
  refuse(on: boolean): void
}

/** Electron 33: synchronous, the kind of clipboard as an argument. */
function oldShape(): Shape {
  const texts = { clipboard: "", selection: "" }
  let refused = false
  const check = () => {
    if (refused) throw new Error("the clipboard is owned by another window")
  }
  return {
    electron: {
      clipboard: {
        readText: (type: "clipboard" | "selection" = "clipboard") => (check(), texts[type]),
        writeText: (text: string, type: "clipboard" | "selection" = "clipboard") => (
          check(),
          // As Chromium does under Linux: what is copied is selected too.
          void Object.assign(
            texts,
            type === "clipboard" ? { clipboard: text, selection: text } : { [type]: text },
          )
        ),
        clear: (type: "clipboard" | "selection" = "clipboard") => (check(), void (texts[type] = "")),
      },
    },
    content: () => texts.clipboard,
    selection: () => texts.selection,
    copyElsewhere: (text) => void (texts.clipboard = text),
    select: (text) => void (texts.selection = text),
    formats: () => (texts.clipboard === "" ? [] : ["text/plain"]),
    hang: () => undefined,
    refuse: (on) => void (refused = on),
  }
}

/** Electron 44 and later: promises, items of several formats, the selection as a clipboard of its own. */
function newShape(): Shape {
  class Item {
    readonly items: Record<string, string | Blob>
    constructor(items: Record<string, string | Blob>) {
      this.items = items
    }
  }
  const textOf = (content: Record<string, string | Blob>) => {
    const text = content["text/plain"]
    return typeof text === "string" ? text : ""
  }
  const make = (mirror?: (content: Record<string, string | Blob>) => void) => {
    let content: Record<string, string | Blob> = {}
    let hung = false
    let refused = false
    const answer = <T>(value: T): Promise<T> =>
      hung
        ? new Promise(() => undefined)
        : refused
          ? Promise.reject(new Error("denied"))
          : Promise.resolve(value)
    return {
      get content() {
        return content
      },
      hang: () => void (hung = true),
      refuse: (on: boolean) => void (refused = on),
      put: (text: string) => void (content = { "text/plain": text }),
      clipboard: {
        readText: () => answer(textOf(content)),
        writeText: (text: string) =>
          hung || refused ? answer(undefined) : ((content = { "text/plain": text }), answer(undefined)),
        write: (items: Item[]) =>
          hung || refused
            ? answer(undefined)
            : ((content = { ...items[0]?.items }), mirror?.(content), answer(undefined)),
        clear: () => {
          if (!refused) content = {}
        },
      },
    }
  }
  const primary = make()
  // As Chromium does under Linux: what is copied is selected too.
  const main = make((content) => primary.put(textOf(content)))
  return {
    electron: {
      clipboard: Object.assign(main.clipboard, { selection: primary.clipboard }),
      ClipboardItem: Item,
    },
    content: () => textOf(main.content),
    selection: () => textOf(primary.content),
    copyElsewhere: main.put,
    select: primary.put,
    formats: () => Object.keys(main.content),
    hang: main.hang,
    refuse: main.refuse,
  }
}

describe.each([
  ["Electron 33", oldShape],
  ["Electron 44 and later", newShape],
])("the clipboard of %s", (_name, makeShape) => {
  function setUp(platform: NodeJS.Platform = "linux") {
    const shape = makeShape()
    const timers = new ManualTimers()
    let cleared = 0
    const clipboard = createClipboard({
      board: createBoard(shape.electron, platform),
      timers,
      onCleared: () => cleared++,
      log: () => undefined,
    })
    return { shape, timers, clipboard, cleared: () => cleared }
  }

  it("takes a code back after the seconds of the setting, and says so", async () => {
    const { shape, timers, clipboard, cleared } = setUp()
    const { clearsAtMs } = await clipboard.copySecret("492039", 30)
    expect(clearsAtMs).toBe(timers.nowMs() + 30_000)
    await timers.pass(29_999)
    expect(shape.content()).toBe("492039")
    await timers.pass(1)
    expect(shape.content()).toBe("")
    expect(cleared()).toBe(1)
  })

  it("leaves alone what was copied elsewhere in the meantime", async () => {
    const { shape, timers, clipboard, cleared } = setUp()
    await clipboard.copySecret("492039", 30)
    shape.copyElsewhere("a letter")
    await timers.pass(30_000)
    expect(shape.content()).toBe("a letter")
    expect(cleared()).toBe(1)
  })

  it("starts the time anew with each copy", async () => {
    const { shape, timers, clipboard } = setUp()
    await clipboard.copySecret("111111", 30)
    await timers.pass(20_000)
    await clipboard.copySecret("222222", 30)
    await timers.pass(29_000)
    expect(shape.content()).toBe("222222")
    await timers.pass(1_000)
    expect(shape.content()).toBe("")
  })

  it("keeps a code for good when the setting says never, but not over quitting", async () => {
    const { shape, timers, clipboard } = setUp()
    expect(await clipboard.copySecret("492039", 0)).toEqual({ clearsAtMs: null })
    await timers.pass(3_600_000)
    expect(shape.content()).toBe("492039")
    await clipboard.clearIfOurs()
    expect(shape.content()).toBe("")
  })

  it("does not put the code under the middle button", async () => {
    const { shape, clipboard } = setUp()
    await clipboard.copySecret("492039", 30)
    expect(shape.content()).toBe("492039")
    expect(shape.selection()).toBe("")
  })

  it("clears what is selected too, when it is the code", async () => {
    const { shape, clipboard } = setUp()
    await clipboard.copySecret("492039", 30)
    shape.select("492039")
    await clipboard.clearIfOurs()
    expect(shape.selection()).toBe("")
  })

  it("leaves a selection that is not the code", async () => {
    const { shape, clipboard } = setUp()
    await clipboard.copySecret("492039", 30)
    shape.select("a name")
    await clipboard.clearIfOurs()
    expect(shape.selection()).toBe("a name")
  })

  it("does nothing to an empty clipboard when nothing was copied", async () => {
    const { shape, clipboard, cleared } = setUp()
    shape.copyElsewhere("a letter")
    await clipboard.clearIfOurs()
    expect(shape.content()).toBe("a letter")
    expect(cleared()).toBe(0)
  })

  it("says that copying failed, without the text", async () => {
    const { shape, clipboard } = setUp()
    shape.refuse(true)
    await expect(clipboard.copySecret("492039", 30)).rejects.toMatchObject({
      data: { kind: "clipboard", problem: "failed" },
    })
  })

  it("tries again on focus what was refused when the time was up", async () => {
    const { shape, timers, clipboard, cleared } = setUp()
    await clipboard.copySecret("492039", 30)
    shape.refuse(true)
    await timers.pass(30_000)
    shape.refuse(false)
    expect(shape.content()).toBe("492039")
    clipboard.retryClear()
    await settle()
    expect(shape.content()).toBe("")
    expect(cleared()).toBe(1)
  })

  it("leaves text that is no secret where it is", async () => {
    const { shape, timers, clipboard } = setUp()
    await clipboard.copyText("aws s3 ls --profile work")
    await timers.pass(600_000)
    await clipboard.clearIfOurs()
    expect(shape.content()).toBe("aws s3 ls --profile work")
  })
})

describe("the mark that keeps a code out of clipboard histories", () => {
  it.each([
    ["linux", ["x-kde-passwordManagerHint"]],
    ["win32", ["ExcludeClipboardContentFromMonitorProcessing"]],
    ["darwin", ["org.nspasteboard.ConcealedType", "org.nspasteboard.TransientType"]],
  ] as const)("stands beside the text on %s", async (platform, names) => {
    const shape = newShape()
    await createBoard(shape.electron, platform).writeSecret("492039")
    expect(shape.formats()).toEqual([
      "text/plain",
      ...names.map((name) => `electron application/osclipboard;format="${name}"`),
    ])
  })

  it("is not set on text that is no secret", async () => {
    const shape = newShape()
    await createBoard(shape.electron, "linux").writeText("a command")
    expect(shape.formats()).toEqual(["text/plain"])
  })
})

describe("a clipboard that never answers", () => {
  it("holds up neither copying nor quitting for more than two seconds", async () => {
    const shape = newShape()
    const timers = new ManualTimers()
    const clipboard = createClipboard({
      board: createBoard(shape.electron, "linux"),
      timers,
      onCleared: () => undefined,
      log: () => undefined,
    })
    await clipboard.copySecret("492039", 0)
    shape.hang()
    const cleared = clipboard.clearIfOurs()
    const copied = clipboard.copySecret("111111", 30).catch((error: unknown) => error)
    await timers.pass(2_000)
    await cleared
    expect(await copied).toMatchObject({ data: { kind: "clipboard", problem: "failed" } })
  })
})
