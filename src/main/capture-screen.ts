import { desktopCapturer, screen, systemPreferences, type BrowserWindow, type NativeImage } from "electron"
import { AppError } from "../core/errors.ts"
import type { ScreenCapture } from "../shared/ipc/views.ts"

/** Long enough for a compositor to paint the screen without our window. */
const SETTLE_MS = 250

/**
 * The pixels of every display. Our own window is out of the picture meanwhile, and back whatever happens.
 * @throws AppError `screen`: `denied` by the system's privacy settings, `none` when there is nothing to capture.
 */
export async function captureScreens(window: BrowserWindow): Promise<ScreenCapture[]> {
  if (process.platform === "darwin") {
    const access = systemPreferences.getMediaAccessStatus("screen")
    if (access === "denied" || access === "restricted")
      throw new AppError({ kind: "screen", problem: "denied" })
  }
  const wasVisible = window.isVisible()
  try {
    window.hide()
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const images = await grab()
    if (images.length === 0) throw new AppError({ kind: "screen", problem: "none" })
    return images.map(pixels)
  } finally {
    if (wasVisible && !window.isDestroyed()) window.show()
  }
}

/** One question for each size of display: a source is scaled to the size that is asked for. */
async function grab(): Promise<NativeImage[]> {
  const displays = screen.getAllDisplays().map(({ id, size, scaleFactor }) => ({
    id: String(id),
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
  }))
  const found = new Map<string, NativeImage>()
  for (const { width, height } of uniqueSizes(displays)) {
    const sources = await desktopCapturer.getSources({ types: ["screen"], thumbnailSize: { width, height } })
    for (const source of sources) {
      const own = displays.find(({ id }) => id === source.display_id)
      // Some systems do not say which display a source is: then each is taken at the first size.
      const fits = own ? own.width === width && own.height === height : !found.has(source.id)
      if (fits && !source.thumbnail.isEmpty()) found.set(source.id, source.thumbnail)
    }
  }
  return [...found.values()]
}

function uniqueSizes(displays: readonly { width: number; height: number }[]) {
  return [...new Map(displays.map((size) => [`${size.width}x${size.height}`, size])).values()]
}

function pixels(image: NativeImage): ScreenCapture {
  const bgra = image.toBitmap()
  const { width, height } = image.getSize()
  // A picture of a scaled display counts its size in points: the bytes tell how many pixels there are.
  const scale = Math.round(Math.sqrt(bgra.length / 4 / (width * height)))
  return { width: width * scale, height: height * scale, bgra: new Uint8Array(bgra) }
}
