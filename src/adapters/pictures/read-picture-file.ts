/** @file QR codes of picture files for the command line: the reading itself is the window's (shared/qr). */
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { createEngine, type Engine } from "../../shared/qr/engine.ts"
import { readPicture, type ReadOptions } from "../../shared/qr/read-picture.ts"
import { decodePicture } from "./decode-picture.ts"
import { openPicture } from "./open-picture.ts"

let engine: Promise<Engine> | undefined

/** The texts of all QR codes in a picture, in the order found, each once; empty where there is none.
 *  @param source a path, or the bytes of a picture file
 *  @throws AppError `file` and `picture` for what cannot be opened or decoded, `cancelled` on abort */
export async function readQrTexts(
  source: string | Uint8Array,
  options: ReadOptions = {},
): Promise<readonly string[]> {
  const picture = await decodePicture(typeof source === "string" ? await openPicture(source) : source)
  engine ??= startEngine()
  return readPicture(await engine, picture, options)
}

async function startEngine(): Promise<Engine> {
  const bytes = await readFirst(wasmPlaces())
  return createEngine(new Uint8Array(bytes).buffer)
}

/** Beside the bundle where the build copies it (a bundle may have put this module into a folder of chunks), else
 *  in the installed package: the same file of the same release. */
function wasmPlaces(): (() => string)[] {
  const here = dirname(fileURLToPath(import.meta.url))
  return [
    () => join(here, "zxing_reader.wasm"),
    () => join(here, "..", "zxing_reader.wasm"),
    () => createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"),
  ]
}

async function readFirst(places: (() => string)[]): Promise<Uint8Array> {
  const failures: unknown[] = []
  for (const place of places) {
    try {
      return await readFile(place())
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, "The QR decoder's WebAssembly is not where it was installed")
}
