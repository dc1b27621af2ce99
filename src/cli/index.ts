/** @file Where `keycard` starts. Of what AWS's tools ask most, only the little that it takes is loaded. */
import { askRunning, profileAskedFor } from "./ask-running.ts"

const profile = profileAskedFor(process.argv.slice(2))
const asked = profile === null ? Promise.resolve() : askRunning(profile)
void asked.then(async () => (await import("./start.ts")).start())
