import { existsSync, readFileSync } from "node:fs"
import { mkdtemp, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { cacheFolder, projectRoot } from "../setup/paths.mjs"
import { showProgress } from "../setup/progress.mjs"
import { runCommand } from "../setup/run-command.mjs"
import { readUnreachable, rememberUnreachable, wasUnreachable } from "./unreachable.mjs"

const packageFolder = join(projectRoot, "node_modules", "electron")
/** A download that has not grown for so long is given up. */
const stallLimitMs = 20_000

/** @returns {string | undefined} the executable that the `electron` package has fetched, if it has */
export function officialElectron() {
  const read = (/** @type {string[]} */ ...path) => {
    const file = join(packageFolder, ...path)
    return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined
  }
  const relative = read("path.txt")
  // path.txt is written last: without it an unpacking was interrupted.
  if (relative === undefined || read("dist", "version")?.replace(/^v/, "") !== packageVersion())
    return undefined
  const executable = join(packageFolder, "dist", relative)
  return existsSync(executable) ? executable : undefined
}

/**
 * Lets the `electron` package fetch its binary (it checks the download against its own checksums). A release host that
 * does not answer is remembered for a day, unless asked again at once.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ askAgainAtOnce: boolean }} options
 * @returns {Promise<{ executable?: string, why: string }>}
 */
export async function fetchOfficialElectron(env, { askAgainAtOnce }) {
  const note = join(cacheFolder(env), "electron-unreachable.json")
  const before = askAgainAtOnce ? undefined : await readUnreachable(note)
  if (wasUnreachable(before, packageVersion(), Date.now())) return { why: before?.why ?? "" }
  const label = `Fetching Electron ${packageVersion()} from its release host`
  const why = await showProgress(label, (report) => runInstaller(env, report), {
    outcome: () => (officialElectron() ? "done" : "no answer"),
  })
  const executable = officialElectron()
  if (executable) return { executable, why: "" }
  if (!askAgainAtOnce) await rememberUnreachable(note, { version: packageVersion(), atMs: Date.now(), why })
  return { why }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} report
 * @returns {Promise<string>} why it failed; of no meaning when it did not
 */
async function runInstaller(env, report) {
  // The download grows in the installer's temporary folder, then in dist: by its size we see whether it moves.
  const temporary = await mkdtemp(join(tmpdir(), "keycard-electron-"))
  const stalled = new AbortController()
  let size = 0
  let grewMs = Date.now()
  const watch = setInterval(() => {
    void Promise.all([sizeOf(temporary), sizeOf(join(packageFolder, "dist"))]).then(([fetched, unpacked]) => {
      if (fetched + unpacked !== size) grewMs = Date.now()
      size = fetched + unpacked
      report(`${Math.round(size / 1e6)} MB`)
      if (Date.now() - grewMs > stallLimitMs) stalled.abort()
    })
  }, 500)
  try {
    const { output } = await runCommand(process.execPath, [join(packageFolder, "install.js")], {
      env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: "1" },
      signal: stalled.signal,
    })
    return stalled.signal.aborted
      ? `No progress for ${stallLimitMs / 1000} s.`
      : (output.split("\n")[0] ?? "")
  } finally {
    clearInterval(watch)
    await rm(temporary, { recursive: true, force: true })
  }
}

/** @returns {string} */
function packageVersion() {
  return JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version
}

/**
 * @param {string} folder
 * @returns {Promise<number>} bytes in all its files; 0 when it is not there
 */
async function sizeOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
