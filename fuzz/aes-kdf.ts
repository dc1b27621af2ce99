/** @file Stands in for src/core/imports/keepass/aes-kdf.ts while fuzzing, as kdf.ts here for the other derivations. */
import { MAX_AES_ROUNDS, deriveAesKey as derive } from "../src/core/imports/keepass/aes-kdf.ts"

export * from "../src/core/imports/keepass/aes-kdf.ts"

/** More than the seeds ask for, and done in an instant. */
const FEW = 100_000

export const deriveAesKey: typeof derive = (key, seed, rounds, format) =>
  derive(key, seed, rounds > FEW && rounds <= MAX_AES_ROUNDS ? FEW : rounds, format)
