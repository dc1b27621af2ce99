/**
 * @file Key derivations of other programs' files, with bounds on everything that a file may ask for: a crafted file
 * costs memory and minutes otherwise. Each throws AppError `import` `too-costly` above its bounds, and `damaged` for
 * costs that no program writes (zero, fractions, a salt that the algorithm refuses). Passwords are UTF-8 as typed.
 *
 * Argon2 comes from hash-wasm: the crypto of Electron has none. 1 GiB and 4 passes take 7 s and 1.1 GiB there.
 */
import { pbkdf2, scrypt } from "node:crypto"
import { argon2d, argon2i, argon2id } from "hash-wasm"
import { importError } from "./import-error.ts"

/** 1 GiB: what Ente asks for; Bitwarden allows as much. */
export const MAX_KDF_MEMORY_BYTES = 1024 * 1024 * 1024
/** Memory times passes, in KiB: 32 GiB, about a minute. Ente's usual cost is 4 GiB, Bitwarden's highest 10 GiB. */
export const MAX_ARGON2_WORK_KIB = 32 * 1024 * 1024
export const MAX_ARGON2_LANES = 255
/** N times r times p: four times the highest memory, about a minute in Electron. Aegis asks for 2^18. */
export const MAX_SCRYPT_WORK = 4 * (MAX_KDF_MEMORY_BYTES / 128)
/** Bitwarden allows 2,000,000; nothing known asks for more. */
export const MAX_PBKDF2_ITERATIONS = 10_000_000
/** Bytes: eight blocks of SHA-512. Ciphers and their MACs take 32 to 64. */
const MAX_KEY_LENGTH = 512
const MAX_SALT_LENGTH = 4_096

interface Derivation {
  readonly password: string | Uint8Array
  readonly salt: Uint8Array
  /** Bytes of key. */
  readonly length: number
  /** The format's name, for the error. */
  readonly format?: string
}

export interface Argon2Derivation extends Derivation {
  readonly variant: "argon2d" | "argon2i" | "argon2id"
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

export interface Pbkdf2Derivation extends Derivation {
  readonly hash: "sha1" | "sha256" | "sha512"
  readonly iterations: number
}

export interface ScryptDerivation extends Derivation {
  /** N, a power of two. */
  readonly cost: number
  /** r */
  readonly blockSize: number
  /** p */
  readonly parallelism: number
}

const VARIANTS = { argon2d, argon2i, argon2id }

/** Argon2 version 1.3 (RFC 9106). */
export async function deriveArgon2(derivation: Argon2Derivation): Promise<Uint8Array> {
  const { variant, password, salt, memoryKiB, passes, lanes, length } = derivation
  const bounds = checked(derivation)
  bounds.whole(memoryKiB, passes, lanes)
  bounds.atMost(memoryKiB, MAX_KDF_MEMORY_BYTES / 1024)
  bounds.atMost(memoryKiB * passes, MAX_ARGON2_WORK_KIB)
  bounds.atMost(lanes, MAX_ARGON2_LANES)
  // RFC 9106 section 3.1: at least 8 KiB a lane; hash-wasm asks for 8 bytes of salt.
  bounds.sane(memoryKiB >= 8 * lanes && salt.length >= 8 && length >= 4)
  const costs = { memorySize: memoryKiB, iterations: passes, parallelism: lanes, hashLength: length }
  return VARIANTS[variant]({ password: bytesOf(password), salt, ...costs, outputType: "binary" })
}

/** PBKDF2 (RFC 8018 section 5.2). */
export async function derivePbkdf2(derivation: Pbkdf2Derivation): Promise<Uint8Array> {
  const { password, salt, iterations, length, hash } = derivation
  const bounds = checked(derivation)
  bounds.whole(iterations)
  bounds.atMost(iterations, MAX_PBKDF2_ITERATIONS)
  return new Promise((resolve, reject) => {
    pbkdf2(bytesOf(password), salt, iterations, length, hash, (error, key) => {
      if (error === null) resolve(new Uint8Array(key))
      else reject(error)
    })
  })
}

/** scrypt (RFC 7914). */
export async function deriveScrypt(derivation: ScryptDerivation): Promise<Uint8Array> {
  const { password, salt, cost, blockSize, parallelism, length } = derivation
  const bounds = checked(derivation)
  bounds.whole(cost, blockSize, parallelism)
  const memoryBytes = 128 * cost * blockSize
  bounds.atMost(memoryBytes, MAX_KDF_MEMORY_BYTES)
  bounds.atMost(cost * blockSize * parallelism, MAX_SCRYPT_WORK)
  bounds.sane(cost >= 2 && Number.isInteger(Math.log2(cost)))
  // Node's own limit is 32 MiB, its count takes in more than the table.
  const maxmem = memoryBytes + 256 * blockSize * (parallelism + 8) + 1024 * 1024
  const costs = { N: cost, r: blockSize, p: parallelism, maxmem }
  return new Promise((resolve, reject) => {
    scrypt(bytesOf(password), salt, length, costs, (error, key) => {
      if (error === null) resolve(new Uint8Array(key))
      else reject(error)
    })
  })
}

function bytesOf(password: string | Uint8Array): Uint8Array {
  return typeof password === "string" ? new TextEncoder().encode(password) : password
}

function checked({ salt, length, format = "" }: Derivation) {
  const name = format === "" ? null : format
  const bounds = {
    sane(condition: boolean) {
      if (!condition) throw importError(name, "damaged")
    },
    whole(...costs: number[]) {
      bounds.sane(costs.every((cost) => Number.isSafeInteger(cost) && cost >= 1))
    },
    atMost(cost: number, most: number) {
      if (cost > most) throw importError(name, "too-costly")
    },
  }
  bounds.whole(length)
  bounds.atMost(length, MAX_KEY_LENGTH)
  bounds.atMost(salt.length, MAX_SALT_LENGTH)
  return bounds
}
