/**
 * @file Saves the start from compiling what it runs. V8 can keep compiled code, but Node hands it none for a program's
 * own modules before `module.enableCompileCache` (Node 22.1), and that one writes where the program runs. The build
 * leaves the code beside the script instead (scripts/compile-main.mjs): who may write there may write the script, too.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, sep } from "node:path"
import { constants, Script } from "node:vm"

/** What Node puts around a CommonJS module; its documentation, "The module wrapper". */
const HEAD = "(function (exports, require, module, __filename, __dirname) { "
const TAIL = "\n})"
const DIGEST_BYTES = 32

type Wrapper = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  filename: string,
  folder: string,
) => void

/**
 * From now on `load`, and every `require` of what it loads, takes the compiled code of the `.cjs` files in a folder
 * and below. Where there is none, or anything is wrong with it, Node loads the script as it ever does.
 */
export function useCompiledCode(load: NodeJS.Require, folder: string): void {
  // Deprecated for what compiles at run time and never to be removed; the only documented way to a module's loading.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const { extensions } = load
  extensions[".cjs"] = (module, filename) => {
    const script = filename.startsWith(join(folder, sep)) ? compiledScript(filename) : null
    if (script === null) {
      extensions[".js"](module, filename)
      return
    }
    const run = script.runInThisContext() as Wrapper
    run.call(module.exports, module.exports, createRequire(filename), module, filename, dirname(filename))
  }
}

/**
 * Of `<script>.compiled`: a SHA-256 of the script and the code, then the code. V8 knows a script by its length alone,
 * and trusts the code; it does refuse that of another V8, or of one with other flags.
 */
function compiledScript(filename: string): Script | null {
  let packed: Buffer
  try {
    packed = readFileSync(`${filename}.compiled`)
  } catch {
    return null
  }
  const code = packed.subarray(DIGEST_BYTES)
  const source = readFileSync(filename)
  const digest = createHash("sha256").update(source).update(code).digest()
  if (!digest.equals(packed.subarray(0, DIGEST_BYTES))) return null
  const script = new Script(`${HEAD}${source.toString("utf8")}${TAIL}`, {
    filename,
    columnOffset: -HEAD.length,
    cachedData: code,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  return script.cachedDataRejected === true ? null : script
}
