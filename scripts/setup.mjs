/** @file Brings a fresh clone to the point where it builds and runs. Plain Node: nothing is installed yet. */
import { pathToFileURL } from "node:url"
import { runMain } from "./setup/failure.mjs"
import { prepareKeytar } from "./setup/keytar.mjs"
import { installNodePackages } from "./setup/node-packages.mjs"
import { checkNodeVersion } from "./setup/node-version.mjs"
import { prepareSystem } from "./setup/system.mjs"

/**
 * Does only what is not done yet; a second run takes well under a second.
 * @param {{ purposes?: readonly import("./setup/system-packages.mjs").Purpose[] }} [options] what to prepare the
 * system for
 */
export async function setUp({ purposes = ["app"] } = {}) {
  checkNodeVersion()
  await prepareSystem(purposes)
  await installNodePackages()
  await prepareKeytar()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runMain(async () => {
    await setUp()
    return 0
  })
}
