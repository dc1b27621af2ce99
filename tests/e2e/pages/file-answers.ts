/** @file Answers the system's file dialogs, which no test can see, as a person would. */
import type { ElectronApplication } from "playwright-core"

/** The next dialogs to save, open, or choose a folder take this path; null closes them. */
export function answerFileDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    const save = { canceled: chosen === null, filePath: chosen ?? "" }
    const open = { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve(save),
      showOpenDialog: () => Promise.resolve(open),
    })
  }, path)
}
