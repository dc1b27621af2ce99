import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { projectRoot } from "../setup/paths.mjs"
import { runCommand } from "../setup/run-command.mjs"

/** @typedef {import("./summary.mjs").StepResult} StepResult */

/**
 * A check that is quiet when all is well: an npm script of package.json.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {Promise<unknown>} [ended] what writes to the terminal meanwhile; the words of this check wait for it
 * @returns {Promise<StepResult>}
 */
export async function runCheck(name, env, ended) {
  const startedMs = performance.now()
  process.stdout.write(`\n${name} …\n`)
  const { code, output } = await runCommand("npm", ["run", "--silent", name], { cwd: projectRoot, env })
  const seconds = (performance.now() - startedMs) / 1000
  await ended
  if (code !== 0) process.stdout.write(output)
  process.stdout.write(`  ${name}: ${code === 0 ? "ok" : "FAILED"} in ${seconds.toFixed(1)} s\n`)
  return { name, ok: code === 0, seconds }
}

/**
 * One of vitest's projects, shown as it runs.
 * @param {string} name
 * @param {readonly string[]} args more for vitest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<StepResult>}
 */
export async function runTests(name, args, env) {
  const startedMs = performance.now()
  process.stdout.write(`\n${name} …\n`)
  const folder = await mkdtemp(join(tmpdir(), "keycard-counts-"))
  const countsFile = join(folder, "counts.json")
  const code = await runVitest(
    [
      ...["run", "--project", name, "--reporter=default", "--reporter=./scripts/test-run/reporter.mjs"],
      ...(args.length > 0 ? ["--passWithNoTests", ...args] : []),
    ],
    { ...env, KEYCARD_TEST_COUNTS: countsFile },
  )
  const counts = await readFile(countsFile, "utf8").then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true })
  return {
    name,
    ok: code === 0,
    seconds: (performance.now() - startedMs) / 1000,
    // Without counts vitest broke down before it ran anything.
    counts: counts ?? { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] },
  }
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function runVitest(args, env) {
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs")
  const child = spawn(process.execPath, [vitest, ...args], { cwd: projectRoot, env, stdio: "inherit" })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => {
      resolve(code ?? 1)
    })
  })
}
