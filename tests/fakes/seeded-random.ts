import { createHash } from "node:crypto"
import type { Random } from "../../src/core/ports/random.ts"

/** The same seed gives the same identifiers, in the same order. */
export class SeededRandom implements Random {
  readonly #seed: string
  #drawn = 0

  constructor(seed = "keycard") {
    this.#seed = seed
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let filled = 0; filled < length; filled += 32) {
      const block = createHash("sha256").update(`${this.#seed}/${this.#drawn++}`).digest()
      bytes.set(block.subarray(0, Math.min(32, length - filled)), filled)
    }
    return bytes
  }

  uuid(): string {
    const hex = Buffer.from(this.bytes(16)).toString("hex")
    const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4] ?? "8"
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join("-")
  }
}
