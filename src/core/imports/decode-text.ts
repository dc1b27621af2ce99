import { otpError } from "../otp/otp-error.ts"

/** Hexadecimal, either case. @throws AppError `otp` `secret` `bad-characters` */
export function decodeHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) throw otpError("secret", "bad-characters")
  return Buffer.from(text, "hex")
}

/** Base64 of the standard alphabet, padded or not (RFC 4648 section 4). @throws AppError `otp` `secret` `bad-characters` */
export function decodeBase64(text: string): Uint8Array {
  const symbols = text.trim().replace(/={0,2}$/, "")
  if (symbols === "" || symbols.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(symbols))
    throw otpError("secret", "bad-characters")
  return Buffer.from(symbols, "base64")
}
