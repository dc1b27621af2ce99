/** @file `npm run fuzz [-- name ...] [--seconds 300] [--seed 1] [--jobs 1]`: coverage-guided fuzzing of every parser. */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import { runMain, SetupFailure } from "./setup/failure.mjs"
import { projectRoot } from "./setup/paths.mjs"
import { showProgress } from "./setup/progress.mjs"

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: "string", default: "300" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "1" },
    },
  })
  const { buildTargets } = await import("./fuzz/build.mjs")
  let folder = ""
  await showProgress("Building the parsers with counters", async () => {
    folder = await buildTargets()
  })
  /** @type {{ names: string[] }} */
  const { names } = await import(pathToFileURL(join(folder, "list.mjs")).href)
  const unknown = positionals.filter((name) => !names.some((known) => known.includes(name)))
  if (unknown.length > 0) {
    throw new SetupFailure({
      what: `There is no parser that is called ${unknown.join(", ")}.`,
      todo: `Name one or several of: ${names.join(", ")}; a part of a name will do.`,
    })
  }
  const chosen = names.filter(
    (name) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
  )
  const { seconds, seed } = values
  process.stdout.write(`${chosen.length} parsers, ${seconds} seconds each, seed ${seed}:\n`)
  const waiting = [...chosen]
  let failures = 0
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if ((await watch(folder, name, seconds, seed)) !== 0) failures += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, work))
  return failures === 0 ? 0 : 1
})

/** @param {string} folder @param {string} name @param {string} seconds @param {string} seed @returns {Promise<number>} */
function watch(folder, name, seconds, seed) {
  const fixtures = join(projectRoot, "tests", "fixtures", "imports")
  const findings = join(projectRoot, "out", "fuzz")
  const script = join(projectRoot, "scripts", "fuzz", "watch.mjs")
  const child = spawn(process.execPath, [script, folder, name, seconds, seed, fixtures, findings], {
    stdio: "inherit",
  })
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)))
}
