/** @file `npm run bench [-- part ...]`: from a fresh clone to a table of ratios to peers and limits. */
import { join } from "node:path"
import { prepareElectron, runtimeEnv } from "./electron-runtime.mjs"
import { build } from "./build.mjs"
import { endCompanions } from "./session/companions.mjs"
import { neutralEnv } from "./session/home.mjs"
import { setUp } from "./setup.mjs"
import { runMain, SetupFailure } from "./setup/failure.mjs"
import { projectRoot } from "./setup/paths.mjs"

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => process.exit(130))
}

await runMain(async () => {
  await setUp({ purposes: ["app", "virtual display", "tests", "test peers"] })
  const env = runtimeEnv(await prepareElectron(), neutralEnv())
  // They cost every start of Node some time, for something that no figure needs.
  delete env.NODE_EXTRA_CA_CERTS
  delete env.NODE_OPTIONS
  await build(env)
  // Only now: before, vite may not be installed.
  const { withTypeScript } = await import("./bench/load-typescript.mjs")
  const measure = withTypeScript(async (load) => {
    const { chooseParts, partNames, runParts } = await load(join(projectRoot, "bench", "run.ts"))
    const chosen = chooseParts(process.argv.slice(2))
    if (typeof chosen !== "string") return runParts(chosen, env)
    throw new SetupFailure({
      what: `There is nothing to measure that is called ${chosen}.`,
      todo: `Name one or several of: ${partNames()}.`,
    })
  })
  return (await measure.finally(endCompanions)) ? 0 : 1
})
