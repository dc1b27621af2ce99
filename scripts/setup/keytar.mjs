import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { SetupFailure } from "./failure.mjs"
import { projectRoot } from "./paths.mjs"
import { showProgress } from "./progress.mjs"
import { lastLines, runCommand } from "./run-command.mjs"
import { prepareSystem } from "./system.mjs"

const timeLimitMs = 300_000

/**
 * keytar, the way to the system's keychain, is native code: fetched prebuilt where its host answers, else built here.
 * It is bound to Node-API, so one build serves Node and Electron alike.
 */
export async function prepareKeytar(root = projectRoot) {
  if (keytarLoads(root)) return
  let { output } = await showProgress("Getting the keychain module (keytar)", () => rebuild(root))
  if (keytarLoads(root)) return
  // Neither prebuilt nor built: now the compiler is worth its size.
  if (await prepareSystem(["build"])) {
    ;({ output } = await showProgress("Building the keychain module (keytar)", () => rebuild(root)))
    if (keytarLoads(root)) return
  }
  throw new SetupFailure({
    what: "The keychain module (keytar) could neither be fetched nor built.",
    why: lastLines(output, 12),
    todo: "It needs python3, make, a C++ compiler and (on Linux) libsecret's headers: install them, then run the command again.",
  })
}

/** @param {string} root */
function rebuild(root) {
  const args = ["rebuild", "keytar", "--ignore-scripts=false", "--foreground-scripts", "--loglevel=error"]
  return runCommand("npm", args, { cwd: root, env: buildEnv(), timeLimitMs })
}

/** @param {string} root */
function keytarLoads(root) {
  try {
    createRequire(join(root, "package.json"))("keytar")
    return true
  } catch {
    return false
  }
}

/** With the headers that came with this Node, if they did: otherwise node-gyp would have to fetch them. */
function buildEnv() {
  const prefix = dirname(dirname(process.execPath))
  const hasHeaders = existsSync(join(prefix, "include", "node", "node_api.h"))
  return hasHeaders ? { ...process.env, npm_config_nodedir: prefix } : process.env
}
