/** @file `npm run demo`: Keycard's whole work on a home that is thrown away, before a stand-in for AWS. */
import { prepareElectron, runtimeEnv } from "./electron-runtime.mjs"
import { build } from "./build.mjs"
import { endCompanions } from "./session/companions.mjs"
import { hasDisplay } from "./session/headless.mjs"
import { neutralEnv } from "./session/home.mjs"
import { setUp } from "./setup.mjs"
import { runMain, SetupFailure } from "./setup/failure.mjs"

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    process.stdout.write("\nStopped. Nothing of the demo is left.\n")
    process.exit(130)
  })
}

await runMain(async () => {
  const args = process.argv.slice(2)
  const unknown = args.find((argument) => argument !== "--update-images")
  if (unknown !== undefined) {
    throw new SetupFailure({
      what: `The demo does not know ${unknown}.`,
      todo: "Run it without, or with --update-images to renew the pictures under docs/images.",
    })
  }
  const purposes = /** @type {const} */ (["app", "tests", "test peers"])
  await setUp({ purposes: hasDisplay() ? purposes : [...purposes, "virtual display"] })
  const env = runtimeEnv(await prepareElectron(), neutralEnv())
  await build(env)
  // Only now: before, the packages may not be installed.
  const { withTypeScript } = await import("./bench/load-typescript.mjs")
  const { tellStory } = await import("./demo/story.mjs")
  try {
    await withTypeScript((load) => tellStory({ env, load, updatesImages: args.length > 0 }))
  } finally {
    endCompanions()
  }
  return 0
})
