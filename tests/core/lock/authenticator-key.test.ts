import { createDecipheriv, hkdfSync } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  authenticatorInput,
  unwrapByAuthenticator,
  wrapByAuthenticator,
} from "../../../src/core/lock/authenticator-key.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const damaged = expect.objectContaining({ data: { kind: "lock-damaged" } }) as Error
const random = new SeededRandom()
const prf = random.bytes(32)
const key = random.bytes(32)
const input = { credentialId: random.bytes(48), salt: random.bytes(32) }
const line = wrapByAuthenticator(prf, input, key, random)

describe("a key that an authenticator's bytes wrap", () => {
  test("comes back by the same bytes, and the line says what to ask with", () => {
    fc.assert(
      fc.property(
        bytes(32),
        bytes(32),
        bytes(32),
        fc.uint8Array({ minLength: 1, maxLength: 1023 }),
        (by, salt, wrapped, credentialId) => {
          const made = wrapByAuthenticator(by, { salt, credentialId }, wrapped, random)
          const asked = authenticatorInput(made)
          expect(Buffer.from(asked.salt)).toEqual(Buffer.from(salt))
          expect(Buffer.from(asked.credentialId)).toEqual(Buffer.from(credentialId))
          expect(unwrapByAuthenticator(by, made)).toEqual(Buffer.from(wrapped))
          // Windows Credential Manager takes 2,560 bytes.
          expect(made).toMatch(/^[\w.-]{1,1700}$/)
        },
      ),
      { numRuns: 50 },
    )
  })

  test("is written as docs/storage.md says: HKDF-SHA-256, AES-256-GCM, all that stands before vouched for", () => {
    const [version, id, salt, sealed = ""] = line.split(".")
    expect(version).toBe("webauthn-prf-1")
    const whole = Buffer.from(sealed, "base64url")
    const wrapping = Buffer.from(hkdfSync("sha256", prf, input.salt, "keycard/webauthn-prf-1", 32))
    const decipher = createDecipheriv("aes-256-gcm", wrapping, whole.subarray(0, 12))
    decipher.setAAD(Buffer.from(`webauthn-prf-1.${id ?? ""}.${salt ?? ""}`))
    decipher.setAuthTag(whole.subarray(-16))
    expect(Buffer.concat([decipher.update(whole.subarray(12, -16)), decipher.final()])).toEqual(
      Buffer.from(key),
    )
  })

  test("does not come back by any other bytes", () => {
    fc.assert(
      fc.property(bytes(32), (other) => {
        fc.pre(!Buffer.from(other).equals(Buffer.from(prf)))
        expect(() => unwrapByAuthenticator(other, line)).toThrow(damaged)
      }),
      { numRuns: 50 },
    )
  })

  test("is damaged when any one character is another", () => {
    for (let at = 0; at < line.length; at++) {
      const other = line[at] === "A" ? "B" : "A"
      const changed = line.slice(0, at) + other + line.slice(at + 1)
      expect(() => unwrapByAuthenticator(prf, changed), `at ${at}`).toThrow(damaged)
    }
  })

  test.each([
    ["nothing", ""],
    ["a part less", line.slice(0, line.lastIndexOf("."))],
    ["a part more", `${line}.AAAA`],
    ["cut", line.slice(0, -1)],
    ["padded", `${line}=`],
    ["with a line's end", `${line}\n`],
    ["of a later version", line.replace("prf-1", "prf-2")],
    ["of no credential", line.replace(/^(\S+?)\.[^.]+/, "$1.")],
    ["endless", `webauthn-prf-1.${"A".repeat(1 << 20)}.A.A`],
    ["Touch ID's", Buffer.alloc(80, 7).toString("base64")],
  ])("is damaged: %s", (_what, text) => {
    expect(() => authenticatorInput(text)).toThrow(damaged)
    expect(() => unwrapByAuthenticator(prf, text)).toThrow(damaged)
  })
})
