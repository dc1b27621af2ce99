import { randomBytes, randomInt } from "node:crypto"

const UPPER_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

const pick = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("")

/** An identifier with AWS's prefix: `AKIA` and `ASIA` are 20 characters, `AIDA` and `AROA` 21
 *  ("IAM identifiers" in the IAM User Guide). */
export const newIdentifier = (prefix: "AKIA" | "ASIA" | "AIDA" | "AROA") =>
  prefix + pick(UPPER_BASE32, prefix === "AKIA" || prefix === "ASIA" ? 16 : 17)

/** 40 characters of base64 alphabet, with `/` and `+` among them as at AWS. */
export const newSecret = () => randomBytes(30).toString("base64")

/** Some hundred characters of base64 ending in padding; AWS promises no length. */
export const newSessionToken = () =>
  `IQoJb3JpZ2luX2Vj${randomBytes(randomInt(90, 220) * 3 - 1).toString("base64")}`

/** 64 base32 characters, the length of the seeds AWS makes. */
export const newSeedBase32 = () => pick(UPPER_BASE32, 64)
