import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve, sep } from "node:path"
import { describe, expect, test } from "vitest"

const root = resolve(import.meta.dirname, "..")
const src = join(root, "src")

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))
}

/** Every static and dynamic import of a file; own files as paths below src, packages by name. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8")
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g
  return [...text.matchAll(pattern)].map((match) => {
    const target = match[2] ?? match[3] ?? ""
    const own = target.startsWith(".")
    return {
      from: relative(src, file).split(sep).join("/"),
      to: own
        ? relative(src, resolve(dirname(file), target))
            .split(sep)
            .join("/")
        : target,
      typeOnly: match[1] !== undefined,
    }
  })
}

const all = sources(src).flatMap(importsOf)
const inside = (folder: string) => all.filter(({ from }) => from.startsWith(`${folder}/`))
const own = (to: string) => /^(core|shared|adapters|main|preload|renderer|cli)\//.test(to)
const show = ({ from, to }: Import) => `${from} -> ${to}`

describe("the import rules of ARCHITECTURE.md", () => {
  test("the walk sees the imports", () => {
    expect(all.length).toBeGreaterThan(100)
    expect(inside("core").some(({ to }) => to.startsWith("core/"))).toBe(true)
  })

  test("core imports core, node:crypto and pure libraries only", () => {
    const pure =
      /^(core\/|node:crypto$|otpauth$|zod$|@bufbuild\/protobuf|hash-wasm$|libsodium-wrappers$|kdbxweb$|@zip\.js\/zip\.js$|csv-parse|htmlparser2$|fast-xml-parser$|sql\.js(?:\/dist\/sql-wasm-inline\.js)?$|qrcode$)/
    expect(
      inside("core")
        .filter(({ to }) => !pure.test(to))
        .map(show),
    ).toEqual([])
  })

  test("core has no clock, no chance, no environment and no console of its own", () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|process\.(env|cwd|platform)|\bconsole\./
    // Docstrings may name what the code may not do.
    const code = (file: string) => readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    expect(sources(join(src, "core")).filter((file) => impure.test(code(file)))).toEqual([])
  })

  test("shared imports core and shared, and nothing of Node or Electron", () => {
    const bad = inside("shared").filter(
      ({ to }) => to === "electron" || to.startsWith("node:") || (own(to) && !/^(core|shared)\//.test(to)),
    )
    expect(bad.map(show)).toEqual([])
  })

  test("adapters import core, shared and adapters, and never Electron", () => {
    const bad = inside("adapters").filter(
      ({ to }) => to === "electron" || (own(to) && !/^(core|shared|adapters)\//.test(to)),
    )
    expect(bad.map(show)).toEqual([])
  })

  test("the page imports its own files and shared; of core its types only", () => {
    const bad = inside("renderer").filter(
      ({ to, typeOnly }) =>
        to === "electron" ||
        to.startsWith("node:") ||
        (own(to) && !/^(renderer|shared)\//.test(to) && !(typeOnly && to.startsWith("core/"))),
    )
    expect(bad.map(show)).toEqual([])
  })

  test("preload imports Electron and the names of the channels", () => {
    const bad = inside("preload").filter(
      ({ to, typeOnly }) => !typeOnly && to !== "electron" && to !== "shared/ipc/channels.ts",
    )
    expect(bad.map(show)).toEqual([])
  })

  test("the command line never imports Electron, main or the page", () => {
    const bad = inside("cli").filter(({ to }) => to === "electron" || /^(main|renderer|preload)\//.test(to))
    expect(bad.map(show)).toEqual([])
  })

  test("nothing imports main, preload, renderer or cli but their own files", () => {
    const bad = all.filter(({ from, to }) => {
      const target = /^(main|preload|renderer|cli)\//.exec(to)?.[1]
      return target !== undefined && !from.startsWith(`${target}/`)
    })
    expect(bad.map(show)).toEqual([])
  })

  test("ipcMain stands in one file, ipcRenderer in preload", () => {
    const users = (name: string) =>
      sources(src)
        .filter((file) =>
          new RegExp(`\\b${name}\\b`).test(
            readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
          ),
        )
        .map((file) => relative(src, file).split(sep).join("/"))
    expect(users("ipcMain")).toEqual(["main/ipc/register.ts"])
    expect(users("ipcRenderer")).toEqual(["preload/index.ts"])
  })
})
