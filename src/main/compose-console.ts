/** @file Signing in to AWS's console, composed. A part of compose.ts. */
import { lazyConsoleApi } from "../adapters/aws/lazy-console-api.ts"
import { createConsole, type ConsoleDeps } from "../core/aws/console.ts"
import { openOneTimePage } from "./open-link.ts"
import { createConsoleDesk, type ConsoleDesk, type ConsoleDeskDeps } from "./console-desk.ts"

type Deps = Omit<ConsoleDeps, "api"> & Pick<ConsoleDeskDeps, "clipboard" | "onWaiting" | "onChanged">

export function composeConsole({ clipboard, onWaiting, onChanged, ...deps }: Deps): ConsoleDesk {
  const api = lazyConsoleApi(async () => (await import("../adapters/aws/console-api.ts")).createConsoleApi())
  return createConsoleDesk({
    console: createConsole({ ...deps, api }),
    index: deps.index,
    ...{ clipboard, onWaiting, onChanged },
    openExternal: openOneTimePage,
    serveOnce: async (...page) => (await import("../adapters/system/one-time-page.ts")).serveOnce(...page),
  })
}
