import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { keycardScript } from "./support/build.ts"
import { addDevice, longTermKey, SERIAL, standIn } from "./support/aws.ts"
import { newHome, PASSPHRASE, type Ran, run } from "./support/keycard.ts"

const noStrace = spawnSync("strace", ["--version"]).error !== undefined

test("no secret reaches words, the arguments of a process, or a file that is not meant to hold it", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  const key = longTermKey(aws)
  const seed = aws.account.users[0]?.mfaDevices[0]?.seedBase32 ?? ""
  const ran: Ran[] = []
  const step = async (args: readonly string[], stdin = "") => {
    ran.push(await home.keycard(args, { stdin }))
  }
  home.write(
    ".aws/credentials",
    `[old]\naws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`,
  )
  await addDevice(home, aws)
  await step(["add", "-"], `otpauth://totp/bad?secret=${seed}1&issuer=bad`)
  await step(["add", "-"], `otpauth://totp/bad?secret=${seed}&issuer=bad&period=x`)
  await step(["aws", "key", "add", "bad"], `${key.id}\n${key.secret} ${key.secret}\n`)
  await step([
    "aws",
    "key",
    "add",
    "w",
    "--from-profile",
    "old",
    "--remove-plain-text",
    "--endpoint",
    aws.url,
  ])
  await step(["aws", "profile", "add", "dev", "--key", "w", "--mode", "file"])
  aws.faults.next({ kind: "replace", element: "SessionToken", with: "canary token" })
  await step(["refresh", "dev"])
  await step(["list", "--json"])
  await step(["status", "--json"])
  await step(["aws", "key", "edit", "w", "--mfa-serial", SERIAL, "--json"])
  const last = aws.account.sessions.at(-1)
  expect(last).toBeDefined()
  const words = ran.map(({ stdout, stderr }) => stdout + stderr).join("\n")
  const secrets = [seed, key.secret, PASSPHRASE, last?.secret ?? "", "canary token"]
  for (const secret of secrets) expect(words).not.toContain(secret)
  for (const { name, content } of home.files().filter(({ name }) => name !== "passphrase")) {
    for (const secret of secrets)
      expect({ name, holds: content.includes(secret) }).toEqual({ name, holds: false })
  }
})

test.skipIf(noStrace)("the processes that keycard starts are told no secret in their arguments", async () => {
  const home = await newHome("os")
  const trace = home.path("trace")
  const script = await keycardScript()
  const args = ["-f", "-qq", "-s", "100000", "-e", "trace=execve", "-o", trace, process.execPath, script]
  await run("strace", [...args, "add", "-"], home.env, {
    stdin: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
  })
  const calls = home.read("trace")
  expect(calls).toContain("keychain-process")
  expect(calls).not.toContain("JBSWY3DPEHPK3PXP")
})
