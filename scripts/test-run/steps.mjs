import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { projectRoot } from "../setup/paths.mjs"
import { runCommand } from "../setup/run-command.mjs"

/** @typedef {import("./summary.mjs").StepResult} StepResult */

/**
 * A check that is quiet when all is well: an npm script of package.json.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<StepResult>}
 */
export async function runCheck(name, env) {
  const startedMs = performance.now()
  process.stdout.write(`\n${name} …\n`)
  const { code, output } = await runCommand("npm", ["run", "--silent", name], { cwd: projectRoot, env })
  if (code !== 0) process.stdout.write(output)
  const seconds = (performance.now() - startedMs) / 1000
  process.stdout.write(`  ${name}: ${code === 0 ? "ok" : "FAILED"} in ${seconds.toFixed(1)} s\n`)
  return { name, ok: code === 0, seconds }
}

/**
 * One of vitest's projects, shown as it runs; where there are several environments, a part of its files in each, side
 * by side.
 * @param {string} name
 * @param {readonly string[]} args more for vitest
 * @param {readonly NodeJS.ProcessEnv[]} envs
 * @returns {Promise<StepResult>}
 */
export async function runTests(name, args, envs) {
  const startedMs = performance.now()
  process.stdout.write(`\n${name} …\n`)
  const shardOf = (/** @type {number} */ place) =>
    envs.length === 1 ? [] : [`--shard=${place + 1}/${envs.length}`]
  const parts = await Promise.all(
    envs.map((env, place) => runPart(name, [...args, ...shardOf(place)], env, envs.length === 1)),
  )
  return {
    name,
    ok: parts.every(({ ok }) => ok),
    seconds: (performance.now() - startedMs) / 1000,
    counts: {
      passed: parts.reduce((sum, { counts }) => sum + counts.passed, 0),
      failed: parts.reduce((sum, { counts }) => sum + counts.failed, 0),
      skipped: parts.flatMap(({ counts }) => counts.skipped),
    },
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isAlone
 * @returns {Promise<{ ok: boolean, counts: import("./reporter.mjs").Counts }>}
 */
async function runPart(name, args, env, isAlone) {
  const folder = await mkdtemp(join(tmpdir(), "keycard-counts-"))
  const countsFile = join(folder, "counts.json")
  const code = await runVitest(
    [
      ...["run", "--project", name, "--reporter=default", "--reporter=./scripts/test-run/reporter.mjs"],
      ...(args.length > 0 ? ["--passWithNoTests", ...args] : []),
    ],
    { ...env, KEYCARD_TEST_COUNTS: countsFile },
    isAlone,
  )
  const counts = await readFile(countsFile, "utf8").then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true })
  // Without counts vitest broke down before it ran anything.
  return {
    ok: code === 0,
    counts: counts ?? { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] },
  }
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isAlone else it shares the terminal with others, line by line
 * @returns {Promise<number>}
 */
function runVitest(args, env, isAlone) {
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs")
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", isAlone ? "inherit" : "pipe", isAlone ? "inherit" : "pipe"],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on("line", (line) => process.stdout.write(`${line}\n`))
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => {
      resolve(code ?? 1)
    })
  })
}
