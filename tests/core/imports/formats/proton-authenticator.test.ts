import fc from "fast-check"
import { expect, test } from "vitest"
import { protonAuthenticator } from "../../../../src/core/imports/formats/proton-authenticator.ts"
import { encodeBase32 } from "../../../../src/core/otp/base32.ts"
import { protonEncrypted, protonPlain } from "../../../support/imports/apps/proton.ts"
import { bytesFor, PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
import { DEEP_JSON, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import { entriesOf, json, problemOf, readWith, skippedIn, utf8 } from "../../../support/imports/read-with.ts"

type Sealed = Record<string, unknown> & { content: string }
const right = { password: PASSWORD }

test("links come with their note; a link without a name takes the one beside it", async () => {
  const rows = await readWith(protonAuthenticator, json(protonPlain))
  expect(entriesOf(rows).map(({ type, issuer, account, note }) => [type, issuer, account, note])).toEqual([
    ["totp", "GitHub", "alice@example.com", "for work"],
    ["totp", "X", "bob", undefined],
    ["steam", "Steam", "dave", undefined],
    ["steam", "Steam", "dora", undefined],
    ["totp", "/e/", "erin", undefined],
  ])
  expect(skippedIn(rows)).toEqual([
    { label: "nobody", error: { kind: "otp", part: "secret", problem: "missing" } },
  ])
})

test("a Steam secret is base32, or base64 as the first versions wrote it", async () => {
  const rows = await readWith(protonAuthenticator, json(protonPlain))
  const secrets = entriesOf(rows).map(({ secret }) => secret)
  expect(secrets.slice(2, 4)).toEqual([SECRETS.steam, encodeBase32(bytesFor("steam base64", 20))])
})

test("every 20 bytes in base64 are read as such, whatever letters they come to", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 20 }), async (bytes) => {
      const uri = `steam://${Buffer.from(bytes).toString("base64")}`
      const rows = await readWith(protonAuthenticator, json({ version: 1, entries: [{ content: { uri } }] }))
      expect(entriesOf(rows)[0]?.secret).toBe(encodeBase32(bytes))
    }),
  )
})

test("the encrypted entries are the same as the plain ones", async () => {
  const rows = await readWith(protonAuthenticator, json(await protonEncrypted()), right)
  expect(rows).toEqual(await readWith(protonAuthenticator, json(protonPlain)))
})

test("a password is asked for, and a wrong one is not told from damage", async () => {
  const file = (await protonEncrypted()) as Sealed
  const read = (change: object, password: string | null) =>
    problemOf(readWith(protonAuthenticator, json({ ...file, ...change }), { password }))
  expect(await read({}, null)).toBe("password-needed")
  expect(await read({}, "wrong")).toBe("password-or-damaged")
  expect(await read({ content: file.content.slice(0, 400) }, PASSWORD)).toBe("password-or-damaged")
  expect(await read({ content: "" }, PASSWORD)).toBe("password-or-damaged")
  const flipped = `${file.content.slice(0, 40)}${file.content[40] === "A" ? "B" : "A"}${file.content.slice(41)}`
  expect(await read({ content: flipped }, PASSWORD)).toBe("password-or-damaged")
  expect(await read({ content: "%" }, PASSWORD)).toBe("damaged")
  expect(await read({ salt: "AAAA" }, PASSWORD)).toBe("damaged")
  expect(await read({ version: 2 }, PASSWORD)).toBe("newer")
})

test("later versions, other JSON inside and empty files are refused by name", async () => {
  const read = (file: unknown) => problemOf(readWith(protonAuthenticator, json(file), right))
  expect(await read({ ...protonPlain, version: 2 })).toBe("newer")
  expect(await read(await protonEncrypted({ ...protonPlain, version: 2 }))).toBe("newer")
  expect(await read(await protonEncrypted([]))).toBe("damaged")
  expect(await read({ version: 1, entries: [] })).toBe("nothing")
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(protonPlain), (text) =>
      expectHarmless(protonAuthenticator, utf8(text), null, secrets),
    ),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(mutated(await protonEncrypted()), (text) =>
      expectHarmless(protonAuthenticator, utf8(text), PASSWORD, secrets),
    ),
    { numRuns: 15 },
  )
  await expectHarmless(protonAuthenticator, DEEP_JSON)
})
