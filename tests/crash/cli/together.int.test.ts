import { expect, test } from "vitest"
import { codesSent, setUpAws, standIn } from "../../cli/support/aws.ts"
import { allCodes, lookInside } from "../../cli/support/inside.ts"
import { newHome } from "../../cli/support/keycard.ts"
import { anyAccount } from "../../cli/support/secrets.ts"

const times = (count: number) => Array.from({ length: count }, (_, number) => number)

test("twenty that add at once lose none", { timeout: 180_000 }, async () => {
  const home = await newHome()
  const added = times(20).map((number) => ({ name: `user${number}`, ...anyAccount(`user${number}`) }))
  const ran = await Promise.all(added.map(({ link }) => home.keycard(["add", "-"], { stdin: link })))
  expect(ran.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    ran.map(() => ({ exitCode: 0, stderr: "" })),
  )
  const codes = await allCodes(await lookInside(home))
  expect(codes.size).toBe(20)
  for (const { name, code } of added) if (code !== undefined) expect(codes.get(name)).toBe(code)
})

test("five that ask for a counter's code at once get five different ones", async () => {
  const home = await newHome()
  await home.ok(["add", "-"], { stdin: "otpauth://hotp/bank?secret=NBSWY3DPEB3W64TMMQ&counter=0" })
  const codes = await Promise.all(times(5).map(() => home.ok(["code", "bank"])))
  expect(new Set(codes).size).toBe(5)
})

test("two that force a refresh of one profile at once send no code twice, and both end well", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws)
  const ran = await Promise.all(times(2).map(() => home.keycard(["refresh", "dev", "--force"])))
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  const codes = codesSent(aws)
  expect(new Set(codes).size).toBe(codes.length)
  expect(aws.requests.every(({ result }) => result === "OK")).toBe(true)
  expect(home.credentials).toContain(aws.account.sessions.at(-1)?.keyId)
})

test("two that refresh different profiles of one device at once wait for each other", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [["one"], ["two", "--duration", "3600"]])
  const ran = await Promise.all(["one", "two"].map((name) => home.keycard(["refresh", name])))
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(new Set(codesSent(aws)).size).toBe(2)
  expect(aws.requests.every(({ result }) => result === "OK")).toBe(true)
  for (const { keyId } of aws.account.sessions) expect(home.credentials).toContain(keyId)
})
