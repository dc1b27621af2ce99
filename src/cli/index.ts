/** @file Where `keycard` starts: the keychain's helper first, so that it gets ready while the command is loaded. */
import { startHelperEarly } from "./early-helper.ts"

const helper = startHelperEarly(process.argv.slice(2), process.env)
void import("./run.ts").then(({ run }) => run(helper))
