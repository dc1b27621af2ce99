/** @file `npm test`: from a bare machine to a summary of every check. Imports no package: nothing may be installed yet. */
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
  for (const step of steps) {
    if (step === "lint" || step === "types") results.push(await runCheck(step, env))
    else if (step === "unit") results.push(await runTests(step, forVitest, env))
    else if (desktop?.env) results.push(await runTests(step, forVitest, desktop.env))
    else results.push({ name: step, ok: false, seconds: 0, note: "not run: there is no build to test" })
  }
  endCompanions()
  console.log(summaryOf(results))
  return results.every(({ ok }) => ok) ? 0 : 1
})

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
