/** @file The system's own dialogs for files: a path comes from a person, never from the page. */
import { app, BrowserWindow, dialog } from "electron"
import { join } from "node:path"

export interface FileDialogs {
  /** A path to write to, whose replacement the person has agreed to; null: closed. */
  save(suggestion: { name: string; ending: string; title: string }): Promise<string | null>
  open(title: string): Promise<string | null>
  folder(title: string): Promise<string | null>
}

/** Before our window, so that it cannot be lost behind it. */
const parent = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(0)

export const systemDialogs: FileDialogs = {
  async save({ name, ending, title }) {
    const window = parent()
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: join(app.getPath("documents"), name),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
      properties: ["createDirectory", "showOverwriteConfirmation"],
    }
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options))
    return canceled || filePath === "" ? null : filePath
  },
  open: (title) => choose({ title, properties: ["openFile"] }),
  folder: (title) => choose({ title, properties: ["openDirectory", "createDirectory"] }),
}

async function choose(options: Electron.OpenDialogOptions): Promise<string | null> {
  const window = parent()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
