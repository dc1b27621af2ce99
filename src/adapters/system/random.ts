import { randomBytes, randomUUID } from "node:crypto"
import type { Random } from "../../core/ports/random.ts"

/** The operating system's generator. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
}
