import { accessSync, constants, existsSync, realpathSync } from "node:fs"
import type { KeycardCommand } from "../../core/aws/process-command.ts"

/**
 * How other programs start `keycard`: its script by itself where the system can run that, else with this Node. Links
 * are followed, so that the window and the command line name the same path.
 * @param script of the command; one that is not there is named all the same
 */
export function findKeycardCommand(
  script: string,
  { platform, execPath }: Pick<NodeJS.Process, "platform" | "execPath"> = process,
): KeycardCommand {
  const windows = platform === "win32"
  const path = existsSync(script) ? realpathSync(script) : script
  // Windows starts no script by its first line; beside ours stands one that it does start.
  const starter = windows ? `${path}.cmd` : path
  return { words: isRunnable(starter) ? [starter] : [execPath, path], windows }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
