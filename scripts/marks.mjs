/** @file Makes src/renderer/marks/marks.json from simple-icons: the marks of services that ask for one-time codes.
 *  Run `node scripts/marks.mjs` after simple-icons was updated or a service was added to scripts/marks/services.mjs. */
import { readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { legible } from "./marks/legible.mjs"
import { aliases, services } from "./marks/services.mjs"

/** Longer drawings are illustrations: at 20 pixels they are a blot, and each is parsed when its row is drawn. */
const longestPath = 4_200

const icons = dirname(createRequire(import.meta.url).resolve("simple-icons"))
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "renderer", "marks", "marks.json")

/** @type {{ title: string, slug: string, hex: string, license?: { type: string }, aliases?: { aka?: string[], dup?: { title: string }[] } }[]} */
const all = JSON.parse(await readFile(join(icons, "data", "simple-icons.json"), "utf8"))
const bySlug = new Map(all.map((icon) => [icon.slug, icon]))

/** @type {Record<string, { title: string, names: string[], light: string, dark: string, path: string }>} */
const marks = {}
for (const slug of [...services].sort()) {
  const icon = bySlug.get(slug)
  if (icon === undefined) throw new Error(`simple-icons has no ${slug} any more`)
  // Without a note, what holds for all of them holds: CC0.
  if ((icon.license?.type ?? "CC0-1.0") !== "CC0-1.0") throw new Error(`${slug} has a licence of its own`)
  const svg = await readFile(join(icons, "icons", `${slug}.svg`), "utf8")
  const path = /<path d="([MmLlHhVvCcSsQqTtAaZz0-9 ,.eE+-]+)"\/>/.exec(svg)?.[1]
  if (path === undefined) throw new Error(`${slug} is not one path`)
  if (path.length > longestPath) throw new Error(`${slug} is ${path.length} characters long`)
  const names = [...(icon.aliases?.aka ?? []), ...(aliases[slug] ?? [])]
  const { light, dark } = legible(`#${icon.hex}`)
  marks[slug] = { title: icon.title, names, light, dark, path }
}
const lines = Object.entries(marks).map(
  ([slug, mark]) => `  ${JSON.stringify(slug)}: ${JSON.stringify(mark)}`,
)
await writeFile(target, `{\n${lines.join(",\n")}\n}\n`)
process.stdout.write(`${lines.length} marks\n`)
