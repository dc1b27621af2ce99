import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { stratum } from "../../../../src/core/imports/formats/stratum.ts"
import { PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
import { stratumLegacy, stratumPlain, stratumStrong } from "../../../support/imports/apps/stratum.ts"
import { DEEP_JSON, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import {
  entriesOf,
  json,
  keptIn,
  problemOf,
  readWith,
  skippedIn,
  utf8,
} from "../../../support/imports/read-with.ts"

const right = { password: PASSWORD }
const wrong = { password: "wrong" }

test("authenticators come with their categories as tags", async () => {
  const rows = await readWith(stratum, json(stratumPlain))
  expect(entriesOf(rows)).toMatchObject([
    {
      type: "totp",
      secret: SECRETS.github,
      issuer: "GitHub",
      tags: ["Work", "Daily"],
      digits: 6,
      period: 30,
    },
    { type: "hotp", secret: SECRETS.bank, algorithm: "SHA512", digits: 7, counter: 41, account: "carol" },
    { type: "steam", secret: SECRETS.steam, digits: 5 },
  ])
  // Its category is not in the file.
  expect(entriesOf(rows)[1]).not.toHaveProperty("tags")
  expect(skippedIn(rows)).toEqual([
    { label: "Nobody", error: { kind: "otp", part: "algorithm", problem: "unsupported" } },
  ])
  expect(keptIn(rows).map(({ what, uri }) => [what, uri])).toEqual([
    ["mOTP", "motp://Old%20VPN:erin?secret=0123456789abcdef&issuer=Old%20VPN&pin=1234&digits=6&period=10"],
    [
      "Yandex",
      `otpauth://yaotp/Yandex:frank?secret=${SECRETS.kept}&issuer=Yandex&pin=4321&digits=8&period=30`,
    ],
  ])
})

test.each([{ Type: 6 }, { Type: 0 }, { Type: "2" }, { Type: null }, { Type: 1e9 }])(
  "%o is no type",
  async (change) => {
    const item = { ...stratumPlain.Authenticators[0], ...change }
    const [skipped] = skippedIn(await readWith(stratum, json({ Authenticators: [item] })))
    // A number in quotes is that number.
    if (change.Type === "2") expect(skipped).toBeUndefined()
    else expect(skipped?.error).toEqual({ kind: "otp", part: "type", problem: "unsupported" })
  },
)

const strong = stratumStrong()

describe.each([
  ["strong", async () => new Uint8Array(await strong), 16 + 16 + 12],
  ["legacy", () => Promise.resolve(stratumLegacy()), 16 + 20 + 16],
])("%s encryption", (_kind, make, header) => {
  test("holds the same as a plain file", async () => {
    const plain = await readWith(stratum, json(stratumPlain))
    expect(await readWith(stratum, await make(), right)).toEqual(plain)
  })

  test("asks for a password, and does not tell a wrong one from damage", async () => {
    const file = await make()
    expect(await problemOf(readWith(stratum, file))).toBe("password-needed")
    expect(await problemOf(readWith(stratum, file, wrong))).toBe("password-or-damaged")
    const cut = file.subarray(0, file.length - 1)
    expect(await problemOf(readWith(stratum, cut, right))).toBe("password-or-damaged")
    expect(await problemOf(readWith(stratum, file.subarray(0, header), right))).toBe("damaged")
    expect(await problemOf(readWith(stratum, file.subarray(0, 16), right))).toBe("damaged")
  })

  test.each([0, 17, 60])("does not read past a flipped byte (%i behind the mark)", async (at) => {
    const file = await make()
    file[16 + at]! ^= 0x80
    expect(await problemOf(readWith(stratum, file, right))).toBe("password-or-damaged")
  })
})

test("the right password shows text that is no backup to be damaged", async () => {
  expect(await problemOf(readWith(stratum, await stratumStrong([]), right))).toBe("damaged")
  expect(await problemOf(readWith(stratum, stratumLegacy(3), right))).toBe("damaged")
  expect(await problemOf(readWith(stratum, json({ Authenticators: [] })))).toBe("nothing")
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(stratumPlain), (text) => expectHarmless(stratum, utf8(text), null, secrets)),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (body) =>
      expectHarmless(stratum, new Uint8Array([...utf8("AuthenticatorPro"), ...body]), PASSWORD),
    ),
    { numRuns: 10 },
  )
  await expectHarmless(stratum, DEEP_JSON)
})
