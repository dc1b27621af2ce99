/** @file Sound inputs of the parsers that no fixture file stands for. */
import { serialiseVault } from "../src/adapters/files/vault-document.ts"
import { sealItems, wrapKey } from "../src/adapters/keychain/keychain-file.ts"
import { emptyVault } from "../src/core/vault/schema.ts"
import { writeGoogleMigration } from "../src/core/otp/write-google-migration.ts"

export const linkSeeds: readonly string[] = [
  "otpauth://totp/Oak%20Bank:ada?secret=JBSWY3DPEHPK3PXP&issuer=Oak+Bank&algorithm=SHA256&digits=8&period=60",
  "otpauth://hotp/:a?secret=jbsw%20y3dp&counter=7&issuer",
  "otpauth://totp/Steam:a?secret=JBSWY3DPEHPK3PXP&encoder=steam&tags=a&tags=b&codeDisplay=%7B%22tags%22%3A%5B%5D%7D#x",
  "steam://JBSWY3DPEHPK3PXP",
  "motp://a:b?secret=0123456789abcdef",
  '<otpauth://yaotp/a?secret=JBSWY3DPEHPK3PXP>\n"otpauth://steam/a?secret=AA"',
  migration(),
]

function migration(): string {
  const entry = {
    type: "hotp",
    secret: "JBSWY3DPEHPK3PXP",
    algorithm: "SHA512",
    digits: 8,
    period: 30,
    counter: 7,
    issuer: "Oak",
    account: "ada",
  } as const
  return writeGoogleMigration([entry], { size: 2, index: 1, id: -7 })
}

export function payloadSeeds(): Uint8Array[] {
  const data = decodeURIComponent(migration().replace(/^.*data=/, ""))
  return [Buffer.from(data, "base64")]
}

export const sharedFileSeeds: readonly string[] = [
  "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key=abc\n\n# note\n[profile x]\r\nregion = eu-west-1\ns3 =\n  max = 3\n",
  "[a]\nk = v\n  more\n;c\n[b] ; d\nk:v\n",
]

export function vaultSeeds(): Uint8Array[] {
  const id = "7b0f3c8e-5d1a-4c36-9a6d-0f3f5e1c2b4a"
  const account = {
    id,
    issuer: "Oak",
    account: "ada",
    type: "totp",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    tags: ["a"],
    note: "n",
  }
  const filled = { ...emptyVault(), accounts: [account], spentSteps: { a: { deviceId: id, step: 7 } } }
  return [serialiseVault(emptyVault()), Buffer.from(JSON.stringify(filled))]
}

export function keychainSeeds(): Uint8Array[] {
  const identity = { id: "7b0f3c8e-5d1a-4c36-9a6d-0f3f5e1c2b4a" }
  const key = Buffer.alloc(32, 1)
  const kdf = {
    name: "argon2id",
    memoryKiB: 64,
    iterations: 1,
    parallelism: 1,
    salt: Buffer.alloc(16, 2).toString("base64"),
  } as const
  const slot = wrapKey(key, key, kdf, identity)
  return [sealItems(key, { ...identity, generation: 3, slot }, new Map([["otp/a", "b"]]))]
}

export function bmpSeeds(): Uint8Array[] {
  return [
    bmp({ bits: 24, pixels: Buffer.alloc(16, 9) }),
    bmp({ bits: 8, palette: 4, pixels: Buffer.alloc(8, 1) }),
    bmp({ bits: 1, palette: 2, pixels: Buffer.alloc(8, 0x55) }),
    bmp({
      bits: 8,
      palette: 4,
      compression: 1,
      pixels: Buffer.from([2, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 1, 0, 0, 1]),
    }),
    bmp({ bits: 32, compression: 3, masks: true, pixels: Buffer.alloc(16, 3) }),
  ]
}

interface BmpParts {
  readonly bits: number
  readonly palette?: number
  readonly compression?: number
  readonly masks?: boolean
  readonly pixels: Buffer
}

/** Two by two pixels. */
function bmp({ bits, palette = 0, compression = 0, masks = false, pixels }: BmpParts): Buffer {
  const header = Buffer.alloc(54)
  const between = Buffer.concat([
    ...(masks ? [0xff0000, 0xff00, 0xff].map((mask) => Buffer.from(Uint32Array.of(mask).buffer)) : []),
    Buffer.alloc(4 * palette, 0x7f),
  ])
  header.write("BM")
  header.writeUInt32LE(54 + between.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(2, 18)
  header.writeInt32LE(2, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(bits, 28)
  header.writeUInt32LE(compression, 30)
  return Buffer.concat([header, between, pixels])
}
