/** @file A brand's colour, made darker or lighter until it can be seen on the tile of a mark. */

/** The tiles, as in src/renderer/marks/account-mark.module.css. */
export const tiles = { light: "#eeece7", dark: "#302e2b" }
/** More than the 3 to 1 of WCAG 2.2, 1.4.11: thin lines at 20 pixels want as much as letters do. */
export const leastContrast = 4.5
/** Black, white and grey brands take the colour of the page's text, as in src/renderer/ui/tokens.css. */
const text = { light: "#1b1a18", dark: "#f2f0eb" }
const greyest = 24

/** @param {string} hex `#rrggbb` @returns {number[]} */
const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** WCAG 2.2, "relative luminance". @param {string} hex */
function luminance(hex) {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** @param {string} one @param {string} other */
export function contrast(one, other) {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** @param {string} hex @param {string} tile @param {number} towards 0: black, 255: white */
function moved(hex, tile, towards) {
  for (let part = 0; part <= 1; part += 0.05) {
    const mixed = channels(hex).map((value) => Math.round(value + (towards - value) * part))
    const next = `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`
    if (contrast(next, tile) >= leastContrast) return next
  }
  throw new Error("neither black nor white stands out")
}

/** @param {string} hex */
export function legible(hex) {
  const lower = hex.toLowerCase()
  const parts = channels(lower)
  if (Math.max(...parts) - Math.min(...parts) < greyest) return text
  return { light: moved(lower, tiles.light, 0), dark: moved(lower, tiles.dark, 255) }
}
