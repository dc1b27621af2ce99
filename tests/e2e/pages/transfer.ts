/** @file Dropping and pasting as the window meets them. */
import type { ElectronApplication, Page } from "playwright-core"

export interface DroppedFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** Drags files over the window and lets them go. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const plain = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") }))
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer()
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      made.items.add(new File([bytes], name, { type }))
    }
    return made
  }, plain)
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("body", type, { dataTransfer: transfer })
}

export async function dropText(page: Page, text: string): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer()
    made.setData("text/plain", given)
    return made
  }, text)
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("body", type, { dataTransfer: transfer })
}

/** What of Electron's clipboard is used here, before version 44 and since. */
interface AnyClipboard {
  readText(): string | Promise<string>
  writeText(text: string): unknown
  clear(): unknown
  writeImage?(image: unknown): unknown
  write?(items: unknown): unknown
}

export function copyText(app: ElectronApplication, text: string): Promise<void> {
  return app.evaluate(async ({ clipboard }, given) => {
    await (clipboard as unknown as AnyClipboard).writeText(given)
  }, text)
}

/** Puts a picture on the clipboard, as a screenshot tool does. */
export function copyPicture(app: ElectronApplication, png: Buffer): Promise<void> {
  return app.evaluate(async (electron, base64) => {
    const clipboard = electron.clipboard as unknown as AnyClipboard
    if (clipboard.writeImage) {
      await clipboard.writeImage(electron.nativeImage.createFromBuffer(Buffer.from(base64, "base64")))
      return
    }
    const { ClipboardItem: Item } = electron as unknown as {
      ClipboardItem: new (items: Record<string, Blob>) => object
    }
    const blob = new Blob([Buffer.from(base64, "base64")], { type: "image/png" })
    await clipboard.write?.([new Item({ "image/png": blob })])
  }, png.toString("base64"))
}

export function clipboardText(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ clipboard }) => (clipboard as unknown as AnyClipboard).readText())
}
