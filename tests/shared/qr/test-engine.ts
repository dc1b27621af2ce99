import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { createEngine, type Engine } from "../../../src/shared/qr/engine.ts"

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")

/** The real decoder; its WebAssembly is read once and kept by the package. */
export const testEngine: Engine = createEngine(new Uint8Array(readFileSync(wasm)).buffer)
