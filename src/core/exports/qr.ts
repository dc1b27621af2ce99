/** @file QR codes (ISO/IEC 18004) as pictures: dark on light always, whatever the theme, with their quiet zone. */
import QRCode from "qrcode"

/** Section 5.3.8 of the standard: four modules of light around. */
const QUIET_MODULES = 4
/** Pixels of a module in a PNG: sharp on a screen of high density too. */
const MODULE_PIXELS = 8

/** Version 40 at the lowest level of correction, in bytes (table 7). */
const MOST_BYTES = 2_953

/** Whether one QR code can hold a text. */
export function fitsQr(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_BYTES
}

/** Medium correction where it fits: a printed code gets creased. */
function levelOf(text: string): "M" | "L" {
  return Buffer.byteLength(text) <= 1_200 ? "M" : "L"
}

/**
 * As SVG: one path of runs on a white ground, no style and no script, so that it shows under any content policy.
 * @param label already safe as text; it is escaped by the caller
 * @throws RangeError when it does not fit, see {@link fitsQr}
 */
export function qrSvg(text: string, label: string): string {
  if (!fitsQr(text)) throw new RangeError("more than one QR code holds")
  const { modules } = QRCode.create(text, { errorCorrectionLevel: levelOf(text) })
  const { size } = modules
  const whole = size + 2 * QUIET_MODULES
  let path = ""
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!modules.get(row, column)) continue
      let end = column + 1
      while (end < size && modules.get(row, end)) end++
      path += `M${column + QUIET_MODULES} ${row + QUIET_MODULES}h${end - column}v1H${column + QUIET_MODULES}z`
      column = end
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" role="img" aria-label="${label}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}H0z"/><path fill="#000" d="${path}"/></svg>`
  )
}

/** As PNG. @throws RangeError when it does not fit, see {@link fitsQr} */
export async function qrPng(text: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!fitsQr(text)) throw new RangeError("more than one QR code holds")
  const png = await QRCode.toBuffer(text, {
    type: "png",
    errorCorrectionLevel: levelOf(text),
    margin: QUIET_MODULES,
    scale: MODULE_PIXELS,
    color: { dark: "#000000ff", light: "#ffffffff" },
  })
  return new Uint8Array(png)
}
