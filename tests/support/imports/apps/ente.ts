/** @file Exports of Ente Auth. Made as app-fixtures.ts says. */
import { argon2id } from "hash-wasm"
import { sealFirstMessage } from "../secretstream.ts"
import { PASSWORD, bytesFor, SECRETS, base64, utf8 } from "./shared.ts"

const enteDisplay = (display: unknown) => encodeURIComponent(JSON.stringify(display))

export const enteList = [
  `otpauth://totp/GitHub:alice%40example.com?secret=${SECRETS.github}&issuer=GitHub&algorithm=sha1&digits=6&period=30` +
    `&codeDisplay=${enteDisplay({ pinned: true, trashed: false, tags: ["Work", "C++"], note: "two, three" })}`,
  `otpauth://hotp/Bank:carol?secret=${SECRETS.bank}&issuer=Bank&algorithm=SHA512&digits=7&counter=41` +
    `&codeDisplay=%7B%22pinned%22:false,%22tags%22:[%22a+tag%22]%7D`,
  "otpauth://totp/Nobody:broken?secret=%21&issuer=Nobody&codeDisplay=%7B%7D",
  `otpauth://steam/Steam:dave?secret=${SECRETS.steam}&issuer=Steam&digits=5&period=30`,
  `otpauth://totp/Old:gone?secret=${SECRETS.gone}&issuer=Old&codeDisplay=${enteDisplay({ trashed: true })}`,
  `otpauth://totp/Rare:grace?secret=${SECRETS.kept}&issuer=Rare&algorithm=SHA224`,
].join("\n")

/** The first exports: commas between the links, no `codeDisplay`. */
export const enteCommas = [
  `otpauth://totp/GitHub:alice?secret=${SECRETS.github}&issuer=GitHub`,
  `otpauth://totp/Example, Inc:bob?secret=${SECRETS.example}&issuer=Example, Inc&digits=8`,
  "",
].join(",\n")

export const enteJson = {
  version: 1,
  items: enteList.split("\n").map((rawData, index) => ({
    id: index,
    rawData: rawData.replace(/&codeDisplay=.*$/, ""),
    display: index === 0 ? { pinned: true, tags: ["Work"], note: "beside" } : {},
  })),
}

export async function enteEncrypted(
  text = enteList,
  { memLimit = 65_536, final = true } = {},
): Promise<unknown> {
  const salt = bytesFor("ente salt", 16)
  const costs = { iterations: 2, parallelism: 1, memorySize: Math.floor(memLimit / 1024), hashLength: 32 }
  const key = await argon2id({ password: PASSWORD, salt, ...costs, outputType: "binary" })
  const header = bytesFor("ente header", 24)
  const sealed = sealFirstMessage(key, header, utf8(text), final ? 3 : 0)
  return {
    version: 1,
    kdfParams: { memLimit, opsLimit: 2, salt: base64(salt) },
    encryptedData: base64(sealed),
    encryptionNonce: base64(header),
  }
}
