/** @file What is fuzzed: every parser of bytes or text that did not come from Keycard itself. */
import { decodeBmp } from "../src/adapters/pictures/bmp.ts"
import { parseKeychainFile } from "../src/adapters/keychain/keychain-file.ts"
import { parseVault } from "../src/adapters/files/vault-document.ts"
import { readSharedFile } from "../src/core/aws/shared-files/read.ts"
import type { ImportFormat, ImportTools } from "../src/core/imports/format.ts"
import { fileFormats } from "../src/core/imports/formats-files.ts"
import { importFormats } from "../src/core/imports/formats.ts"
import { lookAt } from "../src/core/imports/input.ts"
import { textsOfHashMap } from "../src/core/imports/java/hash-map.ts"
import { readJavaObject } from "../src/core/imports/java/read-object.ts"
import { decodeBase32 } from "../src/core/otp/base32.ts"
import { readPayload } from "../src/core/otp/migration-payload.ts"
import { parseOtpauthUri } from "../src/core/otp/parse-otpauth-uri.ts"
import { readTexts } from "../src/core/otp/read-texts.ts"
import { readPictureHeader } from "../src/shared/qr/picture-header.ts"
import { bmpSeeds, linkSeeds, payloadSeeds, sharedFileSeeds, vaultSeeds, keychainSeeds } from "./seeds.ts"

export interface Target {
  readonly name: string
  /** Sound inputs: where the search begins. */
  readonly seeds: (fixtures: readonly Uint8Array[]) => readonly Uint8Array[]
  /** Throws AppError for what cannot be read; anything else that it throws is a finding. */
  readonly run: (bytes: Uint8Array) => unknown
}

const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytesOf = (text: string) => new TextEncoder().encode(text)

const tools: ImportTools = {
  password: null,
  onStep: () => undefined,
  // Its bytes as text: what a picture says is as hostile as the picture.
  readPicture: (bytes) => Promise.resolve(Buffer.from(bytes).toString("latin1").split("\n").slice(0, 3)),
}

/** With the passwords of the fixtures. A format is asked whether it knows the bytes, and then reads them in either case. */
function ofFormat(format: ImportFormat): Target {
  return {
    name: `import-${format.id}`,
    seeds: (fixtures) => fixtures.filter((bytes) => format.recognise(lookAt(bytes))),
    async run(bytes) {
      const input = lookAt(bytes)
      format.recognise(input)
      await format.read(input, {
        ...tools,
        password: fileFormats.includes(format) ? "fixture" : "correct horse",
      })
    },
  }
}

/** What is thrown for bytes that end too early is handled by whoever calls it. */
function withoutRangeErrors(work: (bytes: Uint8Array) => unknown) {
  return (bytes: Uint8Array) => {
    try {
      work(bytes)
    } catch (error) {
      if (!(error instanceof RangeError) || error.message.includes("call stack")) throw error
    }
  }
}

export const targets: readonly Target[] = [
  ...importFormats.map(ofFormat),
  {
    name: "recognise",
    seeds: (fixtures) => fixtures,
    run: (bytes) => importFormats.filter((format) => format.recognise(lookAt(bytes))),
  },
  { name: "otpauth-uri", seeds: () => linkSeeds.map(bytesOf), run: (bytes) => parseOtpauthUri(utf8(bytes)) },
  { name: "texts", seeds: () => linkSeeds.map(bytesOf), run: (bytes) => readTexts([utf8(bytes)]) },
  { name: "migration-payload", seeds: payloadSeeds, run: readPayload },
  {
    name: "base32",
    seeds: () => ["JBSW Y3DP-ehpk_3pxp==", "mzxw6%3D"].map(bytesOf),
    run: (bytes) => decodeBase32(utf8(bytes)),
  },
  {
    name: "shared-files",
    seeds: () => sharedFileSeeds.map(bytesOf),
    run: (bytes) => readSharedFile(bytes, "credentials").sections.map(({ entries }) => entries),
  },
  { name: "vault", seeds: vaultSeeds, run: parseVault },
  { name: "keychain-file", seeds: keychainSeeds, run: parseKeychainFile },
  {
    name: "picture-header",
    seeds: (fixtures) => [...fixtures.filter(isPicture), ...bmpSeeds()],
    run: readPictureHeader,
  },
  { name: "bmp", seeds: bmpSeeds, run: (bytes) => (isPicture(bytes) ? decodeBmp(bytes) : null) },
  {
    name: "java-stream",
    seeds: (fixtures) => fixtures.filter((bytes) => bytes[0] === 0xac),
    run: withoutRangeErrors((bytes) => textsOfHashMap(readJavaObject(bytes))),
  },
]

function isPicture(bytes: Uint8Array): boolean {
  return readPictureHeader(bytes).ok
}
