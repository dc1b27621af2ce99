import { writeFile } from "node:fs/promises"
import type { BrowserWindow } from "electron"

/** Time for fonts and the first codes after the page has drawn something. */
const SETTLE_MS = 600
const LIMIT_MS = 15_000

/**
 * Writes a PNG of the window once the page has drawn its first content: for machines without a display.
 * @param path where to; never from the page
 */
export async function takeScreenshot(window: BrowserWindow, path: string): Promise<void> {
  const drawn = "document.getElementById('root')?.childElementCount > 0 && document.fonts.status === 'loaded'"
  const until = Date.now() + LIMIT_MS
  while (Date.now() < until && (await window.webContents.executeJavaScript(drawn)) !== true) await pause(50)
  await pause(SETTLE_MS)
  const image = await window.webContents.capturePage()
  await writeFile(path, image.toPNG(), { mode: 0o600 })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
