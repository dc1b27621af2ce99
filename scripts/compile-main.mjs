/** @file Leaves compiled code beside the scripts that Electron starts; src/main/compiled-code.ts says why and how. */
import { mkdtemp, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findElectron } from "./electron-runtime.mjs"
import { projectRoot } from "./setup/paths.mjs"
import { runCommand } from "./setup/run-command.mjs"
import { isStamped, writeStamp } from "./setup/stamp.mjs"

/** Takes half a second on a machine that does nothing else. */
const LIMIT_MS = 120_000

/**
 * Once for each build and each Electron. Where it does not work the app starts as well, only later: nothing is said.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} builtFrom fingerprint of what was built
 */
export async function compileMain(env, builtFrom, root = projectRoot) {
  const runtime = findElectron(env)
  if (runtime === undefined) return
  const { mtimeMs } = await stat(runtime.executable)
  const stampFile = join(root, "out", "main", ".compiled-by")
  const stamp = `${builtFrom} ${mtimeMs} ${runtime.executable}`
  if (await isStamped(stampFile, stamp)) return
  const home = await mkdtemp(join(tmpdir(), "keycard-compile-"))
  try {
    const { code } = await runCommand(
      runtime.executable,
      [join(root, "scripts", "compile-main"), "--no-sandbox"],
      {
        env: {
          ...env,
          ELECTRON_RUN_AS_NODE: undefined,
          KEYCARD_HOME: home,
          KEYCARD_MAIN: join(root, "out", "main", "app.cjs"),
        },
        timeLimitMs: LIMIT_MS,
      },
    )
    if (code === 0) await writeStamp(stampFile, stamp)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
