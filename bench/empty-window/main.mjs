/** @file The least that Electron can do: a window of Keycard's size with one line of text. Start can hardly be faster. */
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

const { app, BrowserWindow } = createRequire(import.meta.url)("electron")

app.setPath("userData", process.env.KEYCARD_HOME ?? app.getPath("userData"))
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 920,
    height: 640,
    show: false,
    webPreferences: { sandbox: true },
  })
  window.once("ready-to-show", () => window.show())
  window.loadFile(fileURLToPath(new URL("index.html", import.meta.url)))
})
