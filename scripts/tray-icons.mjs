/** @file Draws the icons of the tray into src/main/tray-icons.ts. Run `node scripts/tray-icons.mjs` after a change. */
import { writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { format, resolveConfig } from "prettier"
import sharp from "sharp"

const target = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "main", "tray-icons.ts")

/**
 * The card of the emblem, drawn for 16 pixels: its lines fall on whole ones. What is cut out of it lets the bar behind
 * it through, so that one colour is enough.
 * @param {string} colour @param {string | null} inner null: cut out
 * @param {boolean} locked
 */
function card(colour, inner, locked) {
  const cut = inner === null ? "#000" : inner
  const stripe = `<rect x="0" y="5" width="16" height="2" fill="${cut}" ${inner === null ? "" : 'opacity="0.35"'}/>`
  const chip = `<rect x="3" y="10" width="4" height="1" rx="0.5" fill="${cut}"/>`
  const ring = `<path d="M11.5 8.4a1.9 1.9 0 1 1-1.8 2.5" fill="none" stroke="${cut}" stroke-width="1.2"/>`
  const details = inner === null && locked ? stripe : stripe + chip + (locked ? "" : ring)
  const body = `<rect x="0" y="2" width="16" height="12" rx="2.5"`
  const padlock = locked
    ? `<rect x="8" y="9.5" width="7.5" height="6" rx="1.4" fill="${colour}"/>
       <path d="M9.75 10V8.5a2 2 0 0 1 4 0V10" fill="none" stroke="${colour}" stroke-width="1.4"/>
       <circle cx="11.75" cy="12.3" r="0.9" fill="${inner ?? "#000"}" ${inner === null ? 'fill-opacity="0"' : ""}/>`
    : ""
  const hole = locked ? '<rect x="6.6" y="5.6" width="10.4" height="10.9" rx="2" fill="#000"/>' : ""
  const mask = `<mask id="m"><rect width="16" height="16" fill="#000"/>${body} fill="#fff"/>${inner === null ? details : ""}${hole}</mask>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><defs>${mask}</defs>
    <g mask="url(#m)">${body} fill="${colour}"/>${inner === null ? "" : details}</g>${padlock}</svg>`
}

const looks = {
  /** macOS tints it; Windows has it on light bars. */
  black: ["#000000", null],
  white: ["#ffffff", null],
  /** Linux, whose bars may have any colour. */
  colour: ["#14a394", "#ffffff"],
}

/** @type {string[]} */
const lines = []
for (const [look, [colour, inner]] of Object.entries(looks)) {
  for (const locked of [false, true]) {
    const svg = Buffer.from(card(String(colour), inner ?? null, locked))
    const pictures = []
    for (const side of [16, 32]) {
      const png = await sharp(svg, { density: 72 * 8 })
        .resize(side, side)
        .png({ compressionLevel: 9, palette: false })
        .toBuffer()
      pictures.push(`"${png.toString("base64")}"`)
    }
    lines.push(`"${locked ? `${look}-locked` : look}": [${pictures.join(", ")}],`)
  }
}
const text = `/** @file Drawn by scripts/tray-icons.mjs: change that. PNG in base64, of 16 and of 32 pixels. */

export const trayIcons = {
  ${lines.join("\n  ")}
} as const
`
const options = await resolveConfig(target)
await writeFile(target, await format(text, { ...options, parser: "typescript" }))
