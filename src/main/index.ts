/** @file What Electron starts: nothing but the way to all the rest, which is compiled already where it can be. */
import { createRequire } from "node:module"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { useCompiledCode } from "./compiled-code.ts"

const load = createRequire(import.meta.url)
useCompiledCode(load, dirname(fileURLToPath(import.meta.url)))
load("./app.cjs")
