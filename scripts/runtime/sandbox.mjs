import { stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { SetupFailure } from "../setup/failure.mjs"
import { runCommand } from "../setup/run-command.mjs"

/**
 * Chromium's sandbox needs user namespaces, or a helper that belongs to root with its set-uid bit on. Some systems
 * (Ubuntu since 24.04, many containers) refuse the former; then Electron would end with a stack trace.
 * @param {string} executable Electron's
 * @throws {SetupFailure} with the line to paste, where the sandbox could not start
 */
export async function checkSandbox(executable) {
  if (process.platform !== "linux" || process.getuid?.() === 0) return
  const helper = join(dirname(executable), "chrome-sandbox")
  if (isHelperReady(await stat(helper).catch(() => undefined))) return
  const { code, output } = await runCommand("unshare", ["--user", "--map-root-user", "true"])
  const isNotInstalled = code === 127
  if (code === 0 || isNotInstalled) return
  throw new SetupFailure({
    what: "Electron cannot start its sandbox here, and Keycard does not run without it.",
    why: `User namespaces are not allowed to you (${output.trim()}).`,
    todo: `Give the sandbox's helper its right instead, then run the command again:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  })
}

/** @param {{ uid: number, mode: number } | undefined} helper */
export function isHelperReady(helper) {
  const setUid = 0o4000
  return helper?.uid === 0 && (helper.mode & setUid) !== 0
}
