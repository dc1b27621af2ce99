import { AppError } from "../errors.ts"
import { MAX_SECRET_BYTES } from "./secret-store.ts"

/** Control characters of C0 and C1, the other ends of a line, and half a surrogate pair, which UTF-8 cannot hold. */
const unprintable = /[\p{Cc}\u2028\u2029]|\p{Cs}/u

/**
 * Checks that any keychain can hold this value.
 * @throws AppError `keychain` `too-large` over {@link MAX_SECRET_BYTES}; TypeError for an empty value or one that is
 * not one printable line: a caller's mistake. The value is in neither.
 */
export function checkSecretValue(value: string, backend: "os" | "file"): void {
  if (value === "") throw new TypeError("a keychain holds no empty value")
  if (unprintable.test(value)) throw new TypeError("a value must be one line of printable text")
  if (new TextEncoder().encode(value).byteLength > MAX_SECRET_BYTES) {
    throw new AppError({ kind: "keychain", problem: "too-large", backend })
  }
}
