import { createHash } from "node:crypto"
import { constants, Script } from "node:vm"

/** As Node has it around a CommonJS module, and src/main/compiled-code.ts. */
const HEAD = "(function (exports, require, module, __filename, __dirname) { "
const TAIL = "\n})"

/**
 * A CommonJS module as src/main/compiled-code.ts compiles it. Where an error stands is kept with the compiled code.
 * @param {string} filename
 * @param {string} source
 */
export function compile(filename, source) {
  return new Script(`${HEAD}${source}${TAIL}`, {
    filename,
    columnOffset: -HEAD.length,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
}

/**
 * What stands in `<script>.compiled`, as src/main/compiled-code.ts reads it.
 * @param {Uint8Array} source of the script
 * @param {Uint8Array} code that V8 made of it
 */
export function pack(source, code) {
  return Buffer.concat([createHash("sha256").update(source).update(code).digest(), code])
}
