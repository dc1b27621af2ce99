/** @file FreeOTP 2's backup (`externalBackup.xml`, which is no XML): a serialised Java map of texts. `masterKey` is sealed
 * with the password, each token's secret with the master key; the rest of a token lies open beside it. */
import { otpError } from "../../otp/otp-error.ts"
import type { ImportFormat } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, jsonValue } from "../json-fields.ts"
import { textsOfHashMap } from "../java/hash-map.ts"
import { readJavaObject, STREAM_HEADER } from "../java/read-object.ts"
import { limited } from "../row-limit.ts"
import { openMasterKey, openTokenKey } from "./freeotp-sealed.ts"
import { tokenRow } from "./freeotp-token.ts"

const NAME = "FreeOTP"
const MASTER_KEY = "masterKey"
const TOKEN = "-token"

export const freeOtpBackup: ImportFormat = {
  id: "freeotp",
  name: NAME,
  recognise: ({ bytes }) => STREAM_HEADER.every((byte, at) => bytes[at] === byte),
  async read({ bytes }, { password, onStep }) {
    const texts = readTexts(bytes)
    const ids = limited(idsOf(texts), NAME)
    if (ids.length === 0) throw importError(NAME, "nothing")
    const masterKey = texts.get(MASTER_KEY)
    if (masterKey === undefined) throw importError(NAME, "damaged")
    if (password === null) throw importError(NAME, "password-needed")
    onStep({ step: "deriving-key", slot: 1, slots: 1 })
    const master = await openMasterKey(jsonValue(masterKey), password)
    onStep({ step: "reading" })
    return ids.map((id) => {
      const token = jsonValue(texts.get(id + TOKEN) ?? "")
      return tokenRow(token, () => secretOf(texts.get(id), master), 0)
    })
  },
}

function readTexts(bytes: Uint8Array): Map<string, string> {
  try {
    return textsOfHashMap(readJavaObject(bytes))
  } catch (error) {
    if (error instanceof RangeError) throw importError(NAME, "damaged")
    throw error
  }
}

/** The tokens by their ids: of those with a secret the order of the file, then those that lack it. */
function idsOf(texts: ReadonlyMap<string, string>): string[] {
  const tokens = [...texts.keys()]
    .filter((name) => name.endsWith(TOKEN))
    .map((name) => name.slice(0, -TOKEN.length))
  const known = new Set(tokens)
  const withSecret = [...texts.keys()].filter((name) => known.has(name))
  return [...new Set([...withSecret, ...tokens])]
}

/** @throws AppError `otp` `secret` */
function secretOf(text: string | undefined, master: Uint8Array): Uint8Array {
  if (text === undefined) throw otpError("secret", "missing")
  const inner = field(fieldsOf(jsonValue(text)), "key")
  const sealed = typeof inner === "string" ? jsonValue(inner) : inner
  const secret = openTokenKey(sealed, master)
  if (secret === null) throw otpError("secret", "damaged")
  return secret
}
