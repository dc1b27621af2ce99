/** @file What no program can save that opens such a keychain: Node's start and the key derivation itself. */
import { argon2id } from "hash-wasm"

const { memoryKiB, iterations, parallelism } = JSON.parse(process.argv[2] ?? "")
await argon2id({
  password: new Uint8Array(16).fill(1),
  salt: new Uint8Array(16).fill(2),
  memorySize: memoryKiB,
  iterations,
  parallelism,
  hashLength: 32,
  outputType: "binary",
})
