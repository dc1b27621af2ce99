/** @file `npm test`: from a bare machine to a summary of every check. Imports no package: nothing may be installed yet. */
import { availableParallelism } from "node:os"
import { prepareElectron, runtimeEnv } from "./electron-runtime.mjs"
import { build } from "./build.mjs"
import { endCompanions } from "./session/companions.mjs"
import { startTestDesktop } from "./session/desktop.mjs"
import { neutralEnv } from "./session/home.mjs"
import { setUp } from "./setup.mjs"
import { runMain, SetupFailure } from "./setup/failure.mjs"
import { chooseSteps } from "./test-run/choose.mjs"
import { runCheck, runTests } from "./test-run/steps.mjs"
import { summaryOf } from "./test-run/summary.mjs"

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => process.exit(130))
}

await runMain(async () => {
  const { steps, forVitest } = chooseSteps(process.argv.slice(2))
  const needsDesktop = steps.includes("integration") || steps.includes("e2e")
  await setUp({ purposes: needsDesktop ? ["app", "virtual display", "tests", "test peers"] : ["app"] })
  const isLog = !process.stdout.isTTY && !process.env.FORCE_COLOR
  const env = { ...neutralEnv(), ...(isLog ? { NO_COLOR: "1" } : {}) }
  const results = []
  const desktop = needsDesktop ? await prepareDesktop(env) : undefined
  if (desktop?.failed) results.push(desktop.failed)
  // Lint keeps one core busy for about as long as types and unit tests take on the other.
  const meanwhile = typesAndUnit(steps, forVitest, env)
  if (steps.includes("lint")) results.push(await runCheck("lint", env, meanwhile))
  results.push(...(await meanwhile))
  for (const step of steps.filter((one) => one === "integration" || one === "e2e")) {
    if (desktop?.env) {
      const second = step === "e2e" ? await secondDesktop(desktop.env, forVitest) : {}
      results.push(await runTests(step, forVitest, { ...desktop.env, ...second }))
    } else results.push({ name: step, ok: false, seconds: 0, note: "not run: there is no build to test" })
  }
  endCompanions()
  console.log(summaryOf(results))
  return results.every(({ ok }) => ok) ? 0 : 1
})

/**
 * @param {readonly string[]} steps
 * @param {readonly string[]} forVitest
 * @param {NodeJS.ProcessEnv} env
 */
async function typesAndUnit(steps, forVitest, env) {
  const types = steps.includes("types") ? [await runCheck("types", env)] : []
  return steps.includes("unit") ? [...types, await runTests("unit", forVitest, env)] : types
}

/**
 * A desktop more for a second core: apps on one screen take the focus and the clipboard from each other.
 * tests/support/app/own-desktop.ts moves every second test file to it.
 * @param {NodeJS.ProcessEnv} first
 * @param {readonly string[]} chosen who names files wants to see them run, one after the other
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function secondDesktop(first, chosen) {
  if (process.platform !== "linux" || availableParallelism() < 2 || chosen.length > 0) return {}
  const { env, lacks } = await startTestDesktop(first)
  if (lacks.length > 0) return {}
  const differing = Object.entries(env).filter(([name, value]) => value !== first[name])
  return { KEYCARD_TEST_SECOND_DESKTOP: JSON.stringify(Object.fromEntries(differing)) }
}

/**
 * What only the tests of the built app need: Electron, the build, a desktop.
 * @param {NodeJS.ProcessEnv} base
 */
async function prepareDesktop(base) {
  const startedMs = performance.now()
  try {
    const env = runtimeEnv(await prepareElectron(), base)
    await build(env)
    const desktop = await startTestDesktop(env)
    for (const lack of desktop.lacks) console.log(`For the tests there is ${lack}`)
    return { env: desktop.env }
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    console.log(`\n${error.message}`)
    return { failed: { name: "build", ok: false, seconds: (performance.now() - startedMs) / 1000 } }
  }
}
