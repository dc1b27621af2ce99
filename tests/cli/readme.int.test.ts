import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { longTermKey, standIn } from "./support/aws.ts"
import { root } from "./support/build.ts"
import { newHome } from "./support/keycard.ts"
import { qrPicture } from "./support/pictures.ts"

/** The commands that README.md shows, each as its words. */
const commands = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^bin\/keycard (.+)$/gm)].map(
  ([, words = ""]) => words.split(" "),
)

test("README's five minutes without a window lead to a profile, as they stand there", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  const seed = aws.account.users[0]?.mfaDevices[0]?.seedBase32 ?? ""
  const { id, secret } = longTermKey(aws)
  // As AWS's console draws it, and as aws configure writes it.
  const link = `otpauth://totp/Amazon%20Web%20Services:alice@123456789012?secret=${seed}&issuer=Amazon%20Web%20Services`
  home.write("mfa-device.png", await qrPicture(link))
  home.write(".aws/credentials", `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`)

  expect(commands).toHaveLength(5)
  const said: string[] = []
  for (const words of commands) {
    // The stand-in has another address than AWS; nothing else is added.
    const args = words.join(" ").startsWith("aws key add") ? [...words, "--endpoint", aws.url] : words
    said.push(await home.ok(args, { cwd: home.folder }))
  }
  expect(home.credentials).toMatch(/^\[work-mfa\]\naws_access_key_id = ASIA/m)
  expect(home.credentials).not.toContain(secret)
  expect(said.at(-1)).toMatch(/^\d{6}$/)
})
