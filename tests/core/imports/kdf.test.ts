import { describe, expect, test } from "vitest"
import { isImportProblem } from "../../../src/core/imports/import-error.ts"
import { deriveArgon2, derivePbkdf2, deriveScrypt } from "../../../src/core/imports/kdf.ts"

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
const ascii = (text: string) => new TextEncoder().encode(text)
const problemOf = (work: Promise<unknown>, problem: "too-costly" | "damaged") =>
  work.then(
    () => false,
    (error: unknown) => isImportProblem(error, problem),
  )

const argon2 = { variant: "argon2id", salt: ascii("somesalt"), password: "password", length: 32 } as const
const pbkdf2 = { hash: "sha1", password: "password", salt: ascii("salt"), iterations: 1, length: 20 } as const
const scrypt = { password: "", salt: ascii(""), cost: 16, blockSize: 1, parallelism: 1, length: 64 } as const

describe("published vectors", () => {
  test("PBKDF2 of RFC 6070", async () => {
    expect(hex(await derivePbkdf2(pbkdf2))).toBe("0c60c80f961f0e71f3a9b524af6012062fe037a6")
    expect(hex(await derivePbkdf2({ ...pbkdf2, iterations: 4096 }))).toBe(
      "4b007901b765489abead49d926f721d065a429c1",
    )
  })

  test("PBKDF2 with SHA-256 of RFC 7914 section 11", async () => {
    const key = await derivePbkdf2({ ...pbkdf2, hash: "sha256", password: "passwd", length: 64 })
    expect(hex(key)).toMatch(/^55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc/)
  })

  test("scrypt of RFC 7914 section 12", async () => {
    expect(hex(await deriveScrypt(scrypt))).toMatch(/^77d6576238657b203b19ca42c18a0497f16b4844e3074ae8/)
    const large = { ...scrypt, password: "pleaseletmein", salt: ascii("SodiumChloride"), cost: 16_384 }
    expect(hex(await deriveScrypt({ ...large, blockSize: 8 }))).toMatch(/^7023bdcb3afd7348461c06cd81fd38eb/)
  })

  test("Argon2 of the reference implementation", async () => {
    expect(hex(await deriveArgon2({ ...argon2, memoryKiB: 65_536, passes: 2, lanes: 1 }))).toBe(
      "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    )
  })
})

describe("the bounds", () => {
  const cheap = { ...argon2, memoryKiB: 64, passes: 1, lanes: 1 }

  test.each([
    { memoryKiB: 1024 * 1024 + 1 },
    { memoryKiB: 16 * 1024 * 1024 },
    { memoryKiB: 1024 * 1024, passes: 33 },
    { passes: 2 ** 31 },
    { lanes: 256, memoryKiB: 4096 },
    { length: 513 },
    { salt: new Uint8Array(4097) },
  ])("Argon2 with %o is too costly", async (costs) => {
    expect(await problemOf(deriveArgon2({ ...cheap, ...costs }), "too-costly")).toBe(true)
  })

  test.each([
    { memoryKiB: 0 },
    { memoryKiB: 7 },
    { memoryKiB: 64.5 },
    { passes: 0 },
    { passes: Number.NaN },
    { lanes: 0 },
    { lanes: 9 },
    { salt: new Uint8Array(7) },
    { length: 0 },
  ])("Argon2 with %o is damaged", async (costs) => {
    expect(await problemOf(deriveArgon2({ ...cheap, ...costs }), "damaged")).toBe(true)
  })

  test.each([{ iterations: 10_000_001 }, { iterations: 2 ** 31 }])(
    "PBKDF2 with %o is too costly",
    async (costs) => {
      expect(await problemOf(derivePbkdf2({ ...pbkdf2, ...costs }), "too-costly")).toBe(true)
    },
  )

  test.each([{ iterations: 0 }, { iterations: -1 }, { iterations: 1.5 }])(
    "PBKDF2 with %o is damaged",
    async (costs) => {
      expect(await problemOf(derivePbkdf2({ ...pbkdf2, ...costs }), "damaged")).toBe(true)
    },
  )

  test.each([
    { cost: 2 ** 30 },
    { cost: 2 ** 20, blockSize: 9 },
    { cost: 2 ** 20, blockSize: 8, parallelism: 5 },
    { parallelism: 2 ** 40 },
  ])("scrypt with %o is too costly", async (costs) => {
    expect(await problemOf(deriveScrypt({ ...scrypt, ...costs }), "too-costly")).toBe(true)
  })

  test.each([{ cost: 0 }, { cost: 1 }, { cost: 3 }, { blockSize: 0 }, { parallelism: 0.5 }])(
    "scrypt with %o is damaged",
    async (costs) => {
      expect(await problemOf(deriveScrypt({ ...scrypt, ...costs }), "damaged")).toBe(true)
    },
  )

  test("Node's own memory limit stands in nobody's way", async () => {
    const key = await deriveScrypt({ ...scrypt, cost: 32_768, blockSize: 8, length: 32 })
    expect(key).toHaveLength(32)
  })
})
