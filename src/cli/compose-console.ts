/** @file Signing in to the console, composed where a command asks for it. A part of compose.ts. */
import { createConsoleApi } from "../adapters/aws/console-api.ts"
import { openBrowser } from "../adapters/system/open-browser.ts"
import { serveOnce } from "../adapters/system/one-time-page.ts"
import { isSignInLink } from "../core/aws/console-address.ts"
import { createConsole, type Console, type ConsoleDeps } from "../core/aws/console.ts"

/** A browser that was closed takes its time to start. */
const WAIT_MS = 120_000
const NO_BROWSER = { kind: "aws-console", problem: "no-browser" } as const

export function composeConsole(deps: Omit<ConsoleDeps, "api">): Console {
  return createConsole({ ...deps, api: createConsoleApi() })
}

/**
 * Opens a link in the browser without it ever standing on a command line.
 * @throws AppError `aws-console` `no-browser`, `not-opened`; `cancelled`
 */
export async function openOnce(
  { url, endpoint }: { url: string; endpoint: string | null },
  signal: AbortSignal,
): Promise<void> {
  if (!isSignInLink(url, endpoint)) throw new Error("a link that leads elsewhere was to be opened")
  const page = await serveOnce(url, { waitMs: WAIT_MS, signal })
  try {
    // Some openers end only with the browser: what counts is that the page was asked for.
    await Promise.race([page.opened, openBrowser(page.url, "", NO_BROWSER).then(() => page.opened)])
  } finally {
    page.close()
  }
}
