/** @file The decoder: zxing-wasm's reader. The only file that imports it.
 *
 *  Left to itself zxing-wasm fetches its WebAssembly from a public CDN. Here the bytes are handed in by the
 *  caller and compiled from memory, so that nothing in this folder can reach the network: an authenticator runs
 *  the code it was installed with. */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader"
import type { Picture } from "./pixels.ts"
import type { Candidate } from "./straighten.ts"

/** How to look; the defaults are the engine's own. */
export interface Look {
  /** How brightness becomes black and white: by neighbourhood, or by one threshold for the picture. */
  readonly threshold?: "local" | "global"
  /** Also try with specks removed (about twice the time). */
  readonly denoise?: boolean
  /** Only the square code everyone means, not Micro QR and rMQR: their checks are weak, and a filtered picture
   *  offers enough look-alikes for one to pass. */
  readonly modelTwoOnly?: boolean
}

/** What one look at a picture found. */
export interface Sight {
  /** The text of every code read, in the order found. */
  readonly texts: readonly string[]
  /** Codes that were found and did not read. */
  readonly candidates: readonly Candidate[]
}

/** Looks at a picture once. */
export type Engine = (picture: Picture, look?: Look) => Promise<Sight>

/** Starts the decoder. It compiles at the first picture (about 50 ms).
 *  @param wasmBinary the bytes of `zxing-wasm/reader/zxing_reader.wasm` of the same release */
export function createEngine(wasmBinary: ArrayBuffer): Engine {
  const overrides = {
    wasmBinary,
    // The default answers with the CDN's address. This name is asked for and, the bytes being there, not used.
    locateFile: (name: string) => name,
  }
  return async (picture, look = {}) => {
    // The package holds one module for the process: this makes it ours, compiled once.
    prepareZXingModule({ overrides, equalityFn: Object.is })
    const options: ReaderOptions = {
      formats: [look.modelTwoOnly ? "QRCodeModel2" : "QRCode"],
      textMode: "Plain",
      maxNumberOfSymbols: 255,
      binarizer: look.threshold === "global" ? "GlobalHistogram" : "LocalAverage",
      tryDenoise: look.denoise ?? false,
      returnErrors: true,
    }
    const image = {
      data: picture.data,
      width: picture.width,
      height: picture.height,
      colorSpace: "srgb" as const,
    }
    const results = await readBarcodes(image, options)
    const candidates: Candidate[] = []
    for (const { isValid, symbol, position } of results) {
      const isSquareCode = symbol.width === symbol.height && symbol.width >= 21
      if (isValid || !isSquareCode) continue
      const { topLeft, topRight, bottomRight, bottomLeft } = position
      candidates.push({ corners: [topLeft, topRight, bottomRight, bottomLeft], modules: symbol.width })
    }
    return { texts: results.filter((r) => r.isValid && r.text !== "").map((r) => r.text), candidates }
  }
}
