/** @file Writes what authenticators of Android keep and export: preferences, FreeOTP's backup, Authy's sealed secrets. */
import { createCipheriv, pbkdf2Sync } from "node:crypto"
import { decodeBase32 } from "../../../src/core/otp/base32.ts"
import { serialisedTexts } from "./java-stream.ts"

/** As Android writes a preference file. */
export function preferencesXml(texts: Readonly<Record<string, string>>, others = ""): string {
  const escape = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
  const strings = Object.entries(texts).map(
    ([name, text]) => `    <string name="${escape(name)}">${escape(text)}</string>\n`,
  )
  return `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n${others}${strings.join("")}</map>\n`
}

/** Java's bytes: from -128 to 127. */
export const signed = (bytes: Uint8Array) => [...bytes].map((byte) => (byte << 24) >> 24)

export interface Token {
  readonly type?: string
  readonly issuerExt?: string
  readonly issuerInt?: string
  readonly issuerAlt?: string
  readonly label?: string
  readonly labelAlt?: string
  readonly algo?: string
  readonly digits?: number
  readonly period?: number
  readonly counter?: number
}

/** FreeOTP 1's and FreeOTP+'s token. */
export function openToken(token: Token, secret: string): object {
  return { ...token, secret: signed(decodeBase32(secret)) }
}

/** Nonces are counted, not drawn: the fixtures come out the same every time. */
function sealer() {
  let count = 0
  return (plain: Uint8Array, key: Uint8Array, about: string, bareParameters = false) => {
    count += 1
    const nonce = Buffer.alloc(12, count)
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about))
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    const octets = [0x04, 12, ...nonce]
    const parameters = bareParameters ? octets : [0x30, 17, ...octets, 0x02, 1, 16]
    return {
      mCipher: "AES/GCM/NoPadding",
      mCipherText: signed(sealed),
      mParameters: signed(Uint8Array.from(parameters)),
      mToken: about,
    }
  }
}

export interface FreeOtpOptions {
  readonly password?: string
  readonly hash?: "SHA1" | "SHA512"
  readonly iterations?: number
  /** Old Androids write the nonce without the sequence around it. */
  readonly bareParameters?: boolean
}

/** The texts of FreeOTP 2's backup. */
export function freeOtpTexts(
  tokens: readonly (readonly [Token, string])[],
  options: FreeOtpOptions = {},
): Record<string, string> {
  const { password = "fixture", hash = "SHA512", iterations = 1_000, bareParameters = false } = options
  const seal = sealer()
  const salt = Buffer.alloc(32, 7)
  const master = Buffer.alloc(32, 9)
  const key = pbkdf2Sync(password, salt, iterations, 32, hash)
  const texts: Record<string, string> = {
    masterKey: JSON.stringify({
      mAlgorithm: `PBKDF2withHmac${hash}`,
      mEncryptedKey: seal(master, key, "AES", bareParameters),
      mIterations: iterations,
      mSalt: signed(salt),
    }),
  }
  for (const [index, [token, secret]] of tokens.entries()) {
    const id = `00000000-0000-4000-8000-00000000000${index}`
    const sealed = seal(decodeBase32(secret), master, `Hmac${token.algo ?? "SHA1"}`)
    texts[`${id}-token`] = JSON.stringify(token)
    texts[id] = JSON.stringify({ key: JSON.stringify(sealed) })
  }
  return texts
}

export function freeOtpBackup(
  tokens: readonly (readonly [Token, string])[],
  options: FreeOtpOptions = {},
): Buffer {
  return serialisedTexts(freeOtpTexts(tokens, options))
}

/** A token as Authy seals it. */
export function sealedForAuthy(
  token: object,
  secret: string,
  password: string,
  salt: string,
  iterations?: number,
): object {
  const key = pbkdf2Sync(password, salt, iterations ?? 1_000, 32, "sha1")
  const cipher = createCipheriv("aes-256-cbc", key, Buffer.alloc(16))
  const encryptedSecret = Buffer.concat([cipher.update(secret), cipher.final()]).toString("base64")
  return {
    ...token,
    encryptedSecret,
    salt,
    ...(iterations !== undefined && { keyDerivationIterations: iterations }),
  }
}
