import { randomBytes } from "node:crypto"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"
import { oathtoolCode, whyNoOathtool } from "./oathtool.ts"

/** An account of its own and the code that it must give at Unix time 59 s; undefined without `oathtool`. */
export function anyAccount(name: string): { link: string; code: string | undefined } {
  const secret = encodeBase32(randomBytes(20))
  const link = `otpauth://totp/Test:${name}?secret=${secret}&issuer=Test`
  return { link, code: whyNoOathtool ? undefined : oathtoolCode(secret, 59) }
}
