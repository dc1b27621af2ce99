import { expect, test } from "vitest"
import { allCodes, lookInside } from "../../cli/support/inside.ts"
import { newHome } from "../../cli/support/keycard.ts"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"

const MANY = 150
const ROUNDS = 8

const link = (name: string, seed: number) =>
  `otpauth://totp/Example:${name}?secret=${encodeBase32(new Uint8Array(20).fill(seed))}&issuer=Example`
const unlike = (number: number) => {
  const secret = encodeBase32(
    Uint8Array.from({ length: 10 }, (_, place) => (place < 2 ? number >> (8 * place) : 7)),
  )
  return `otpauth://totp/Many:${number}?secret=${secret}&issuer=Many`
}

test("killed at any moment of an import, the vault is as before, or all of it is there", async () => {
  const home = await newHome()
  await home.ok(["import", home.write("first.txt", link("first", 1))])
  const file = home.write("many.txt", Array.from({ length: MANY }, (_, number) => unlike(number)).join("\n"))
  const before = await allCodes(await lookInside(home))
  const startedMs = performance.now()
  const probe = await newHome()
  await probe.ok(["import", probe.write("many.txt", home.read("many.txt"))])
  const typicalMs = performance.now() - startedMs
  let killed = 0
  for (let round = 0; round < ROUNDS; round++) {
    const afterMs = (typicalMs * (round + 1)) / ROUNDS
    const { signal } = await home.keycard(["import", file], {
      onStart: (child) => setTimeout(() => child.kill("SIGKILL"), afterMs),
    })
    const { accounts } = await lookInside(home)
    const codes = await allCodes({ accounts }) // throws where a secret is gone
    const count = (await accounts.list()).length
    expect([1, MANY + 1]).toContain(count)
    if (signal === "SIGKILL") killed++
    if (count === 1) expect(codes).toEqual(before)
    else break
  }
  expect(killed).toBeGreaterThan(0)
  await home.ok(["import", file])
  expect(await (await lookInside(home)).accounts.list()).toHaveLength(MANY + 1)
}, 240_000)

test("stopped by Ctrl-C on the way, an import takes back what it wrote", async () => {
  const home = await newHome()
  await home.ok(["import", home.write("first.txt", link("first", 1))])
  const file = home.write("many.txt", Array.from({ length: MANY }, (_, number) => unlike(number)).join("\n"))
  // Of all items together; the file around them counts its writes, in one digit or two.
  const sizeOf = () =>
    (JSON.parse(home.read(".keycard", "keychain.json")) as { ciphertext: string }).ciphertext.length
  const sizeBefore = sizeOf()
  const wholeBefore = home.read(".keycard", "keychain.json").length
  const { exitCode } = await home.keycard(["import", file], {
    onStart: (child) => {
      // As soon as something of it stands in the keychain.
      const watch = setInterval(() => {
        if (home.read(".keycard", "keychain.json").length < wholeBefore + 1_000) return
        clearInterval(watch)
        child.kill("SIGINT")
      }, 5)
      child.once("exit", () => clearInterval(watch))
    },
  })
  expect(exitCode).toBe(130)
  expect(await (await lookInside(home)).accounts.list()).toHaveLength(1)
  expect(sizeOf()).toBe(sizeBefore)
})
