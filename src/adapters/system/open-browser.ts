import { spawn } from "node:child_process"
import { AppError } from "../../core/errors.ts"
import type { AppErrorData } from "../../core/errors.ts"

interface Opener {
  readonly command: string
  readonly args: readonly string[]
}

/**
 * What opens a page in the person's browser: the program that `BROWSER` names, as on every Unix, else the system's own
 * way. No shell in between: an address is never a command.
 */
export function openerFor(
  url: string,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Opener {
  const own = env.BROWSER ?? ""
  if (own !== "") return { command: own, args: [url] }
  if (platform === "darwin") return { command: "open", args: [url] }
  // Not cmd's `start`, to which an ampersand is the end of a command.
  if (platform === "win32") return { command: "rundll32", args: ["url.dll,FileProtocolHandler", url] }
  return { command: "xdg-open", args: [url] }
}

/** How long a program that was started may take to fail. */
const FAILS_WITHIN_MS = 2_000

/**
 * Opens an address in the person's browser. It stands on a command line: nothing secret may be in it.
 * @param url one that was put together here, or checked
 * @param failure what to say where no browser can be started
 * @throws AppError `sso` `browser`, or the failure
 */
export async function openBrowser(
  url: string,
  signIn = "",
  failure: AppErrorData = { kind: "sso", problem: "browser", signIn },
): Promise<void> {
  const { protocol } = new URL(url)
  const failed = () => new AppError(failure)
  if (protocol !== "https:" && protocol !== "http:") throw failed()
  const { command, args } = openerFor(url, process.platform, process.env)
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { stdio: "ignore", detached: true })
    const started = setTimeout(resolve, FAILS_WITHIN_MS)
    child.once("error", () => {
      clearTimeout(started)
      reject(failed())
    })
    child.once("exit", (code) => {
      clearTimeout(started)
      if (code === 0) resolve()
      else reject(failed())
    })
    child.unref()
  })
}
