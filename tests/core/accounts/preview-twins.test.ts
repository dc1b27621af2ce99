import { expect, test } from "vitest"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

test("rows of one preview know the first earlier one that makes the same codes, or else has its name", async () => {
  const { accounts } = vaultOf()
  const rows = await accounts.preview([
    entry({ issuer: "A", account: "x", secret: "GEZDGNBVGY3TQOJQ" }),
    entry({ issuer: "B", account: "y", secret: "GEZDGNBVGY3TQOJQ" }),
    entry({ issuer: "a", account: "X", secret: "KRUGKIDROVUWG2ZA" }),
    entry({ issuer: "a", account: "X", secret: "KRUGKIDROVUWG2ZA" }),
    entry({ issuer: "a", account: "X", secret: "KRUGKIDROVUWG2ZA", digits: 8 }),
    entry({ issuer: "", account: "", secret: "MJZG653OEBTG66BA" }),
    entry({ issuer: "", account: "", secret: "NFXGO3DPMJQWYIDU" }),
  ])
  expect(rows.map(({ twin }) => twin)).toEqual([
    null,
    { kind: "same-secret", index: 0 },
    { kind: "same-name", index: 0 },
    { kind: "same-secret", index: 2 },
    { kind: "same-name", index: 0 },
    null,
    null,
  ])
})
