import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { compile, pack } from "../../scripts/compile-main/pack.mjs"
import { useCompiledCode } from "../../src/main/compiled-code.ts"

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "keycard-compiled-"))))
afterEach(() => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what the code under test adds to this process
  delete createRequire(import.meta.url).extensions[".cjs"]
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const run = (file: string): unknown => {
  const load = createRequire(import.meta.url)
  useCompiledCode(load, folder)
  return load(file)
}

// V8 knows a script by its length, so code of another one of the same length shows which of the two ran.
const SCRIPT = `module.exports = "of the script"`
const OTHER = `module.exports = "of the folder"`

describe("a script with compiled code beside it", () => {
  test("runs as that code has it", () => {
    const file = write("a.cjs", SCRIPT)
    writeFileSync(`${file}.compiled`, pack(readFileSync(file), compile(file, OTHER).createCachedData()))
    expect(run(file)).toBe("of the folder")
  })

  test("is compiled when the code is of another script, though of the same length", () => {
    const file = write("a.cjs", SCRIPT)
    writeFileSync(`${file}.compiled`, pack(Buffer.from(OTHER), compile(file, OTHER).createCachedData()))
    expect(run(file)).toBe("of the script")
  })

  test("is compiled when any byte of the code was changed, or its end is missing", () => {
    const file = write("a.cjs", SCRIPT)
    const whole = pack(readFileSync(file), compile(file, OTHER).createCachedData())
    for (const at of [0, 31, 32, 40, whole.length >> 1, whole.length - 1]) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      const copy = write(`changed-at-${at}.cjs`, SCRIPT)
      writeFileSync(`${copy}.compiled`, changed)
      expect(run(copy)).toBe("of the script")
    }
    for (const length of [0, 31, 32, whole.length - 1]) {
      const copy = write(`cut-at-${length}.cjs`, SCRIPT)
      writeFileSync(`${copy}.compiled`, whole.subarray(0, length))
      expect(run(copy)).toBe("of the script")
    }
  })

  test("is compiled when V8 refuses the code", () => {
    const file = write("a.cjs", SCRIPT)
    const code = compile(file, OTHER).createCachedData()
    code.fill(0, 0, 16) // the version of V8 and its flags stand there
    writeFileSync(`${file}.compiled`, pack(readFileSync(file), code))
    expect(run(file)).toBe("of the script")
  })
})

describe.each([{ compiled: true }, { compiled: false }])("a script, compiled: $compiled", ({ compiled }) => {
  const script = (name: string, text: string): string => {
    const file = write(name, text)
    if (compiled)
      writeFileSync(`${file}.compiled`, pack(readFileSync(file), compile(file, text).createCachedData()))
    return file
  }

  test("runs as a CommonJS module does: its own names, its neighbours, once", () => {
    mkdirSync(join(folder, "chunks"))
    script("chunks/part.cjs", `exports.whole = require("../whole.cjs"); exports.name = __filename`)
    const file = script(
      "whole.cjs",
      `exports.count = (exports.count ?? 0) + 1
       exports.folder = __dirname
       exports.self = module.exports === this
       exports.part = require("./chunks/part.cjs")`,
    )
    const whole = run(file) as { part: { whole: unknown; name: string } }
    expect(whole).toMatchObject({ count: 1, folder, self: true })
    expect(whole.part.whole).toBe(whole)
    expect(whole.part.name).toBe(join(folder, "chunks", "part.cjs"))
    expect(run(file)).toBe(whole)
  })

  test("imports what stands beside it", async () => {
    write("beside.mjs", `export default "beside"`)
    const file = script("a.cjs", `module.exports = () => import("./beside.mjs")`)
    const load = run(file) as () => Promise<{ default: string }>
    expect((await load()).default).toBe("beside")
  })

  test("says where it threw: the line, and the column as it is in the file", () => {
    const file = script("a.cjs", `throw new Error("here")`)
    let thrown: unknown
    try {
      run(file)
    } catch (error) {
      thrown = error
    }
    expect((thrown as Error).stack).toContain(`${file}:1:7`)
  })
})

test("a script of another folder is Node's own affair", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "keycard-elsewhere-"))
  try {
    const file = join(elsewhere, "a.cjs")
    writeFileSync(file, SCRIPT)
    writeFileSync(`${file}.compiled`, pack(readFileSync(file), compile(file, OTHER).createCachedData()))
    expect(run(file)).toBe("of the script")
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
})
