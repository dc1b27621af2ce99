/** @file OpenPGP messages, as andOTP and Proton Pass write them: named, so that their owner knows what to do first. */
import type { ImportFormat } from "../format.ts"
import { importError } from "../import-error.ts"

const NAME = "OpenPGP"

export const openpgp: ImportFormat = {
  id: "openpgp",
  name: NAME,
  recognise: ({ text }) => text?.trimStart().startsWith("-----BEGIN PGP MESSAGE-----") ?? false,
  read: () => Promise.reject(importError(NAME, "unsupported-encryption")),
}
