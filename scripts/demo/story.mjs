/** @file The demo itself, step by step, as a person would do it. */
import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { projectRoot } from "../setup/paths.mjs"
import { lastLines, runCommand } from "../setup/run-command.mjs"
import { say, step } from "./say.mjs"
import { drawQr, everydayAccounts, otpauthLink, writeLinks } from "./samples.mjs"
import { setStage } from "./stage.mjs"
import * as window from "./window.mjs"

/** @typedef {(file: string) => Promise<Record<string, any>>} Load */

const user = { name: "ada", accountId: "123456789012" }
const profile = "demo"

/**
 * @param {{ env: NodeJS.ProcessEnv, load: Load, updatesImages: boolean }} given load: loads a TypeScript module;
 * updatesImages: whether the pictures go to docs/images
 */
export async function tellStory({ env: base, load, updatesImages }) {
  const images = join(projectRoot, ...(updatesImages ? ["docs", "images"] : ["out", "demo"]))
  say(
    "\nKeycard's whole work, on a home that is thrown away afterwards. Nothing of yours is read or changed.",
  )

  const stage = await step("Preparing a home, a keychain, a screen and a stand-in for AWS", async () => {
    const { startAwsStandIn } = await load(join(projectRoot, "tests/support/aws/start.ts"))
    const made = await setStage(base)
    const aws = await startAwsStandIn({ accountId: user.accountId, users: [{ name: user.name }] })
    const said = [
      `The keychain is ${made.keychain}; the window opens on ${made.screen}.`,
      `AWS is a server on this computer (${aws.url}), as strict as the real one.`,
    ]
    return { said, value: { ...made, aws } }
  })
  try {
    const { home, env, aws } = stage
    const [{ accessKeys, mfaDevices }] = aws.account.users
    const link = otpauthLink(
      "Amazon Web Services",
      `${user.name}@${user.accountId}`,
      mfaDevices[0].seedBase32,
    )
    const picture = await drawQr(join(home, "virtual-mfa.png"), link)

    await step("Adding everyday accounts on the command line", async () => {
      const output = await keycard(env, ["add", await writeLinks(home)])
      return { said: ["$ keycard add everyday-accounts.txt", ...output], value: undefined }
    })

    const opened = await step("Opening the window", async () => {
      const { launchKeycard } = await load(join(projectRoot, "tests/support/app/launch-keycard.ts"))
      const value = await launchKeycard({ homeEnv: {}, env, switches: ["--force-device-scale-factor=2"] })
      await value.page.getByRole("row").first().waitFor()
      await window.chooseTheme(value.page, "light")
      const said = [`It shows the ${everydayAccounts.length} accounts that the command line has just added.`]
      return { said, value }
    })
    try {
      await inTheWindow(opened.page, { picture, aws, key: accessKeys[0], images })
      await step("Asking AWS who we are, with the real aws command", () => whoAmI(env, aws.url))
      await step("The same by the command line, while the window is open", () => byCommandLine(env))
      await step("Taking pictures of every place, light and dark", async () => {
        await takePictures(opened.page, home, images)
        return { said: [`They are in ${relative(projectRoot, images)}.`], value: undefined }
      })
    } finally {
      await opened.close()
    }
  } finally {
    await stage.aws.close()
  }
  say("\nThat was all of it. The home, its keychain and its keys are gone again.")
}

/**
 * @param {import("playwright-core").Page} page
 * @param {{ picture: string, aws: any, key: { id: string, secret: string }, images: string }} given
 */
async function inTheWindow(page, { picture, aws, key, images }) {
  await step("Enrolling a virtual MFA device from a picture of its QR code", async () => {
    await window.choosePicture(page, picture)
    await window.takePicture(page, images, "enrol-light")
    await window.saveAccount(page)
    const code = await window.shownCode(page, "Amazon Web Services")
    const said = [
      `Found: Amazon Web Services, ${user.name}@${user.accountId}. It is in the keychain now.`,
      `Its code at this moment: ${code.slice(0, 3)} ${code.slice(3)}`,
    ]
    return { said, value: undefined }
  })
  await step("Putting the permanent access key into the keychain, and making a profile", async () => {
    await window.setUpProfile(page, {
      accessKeyId: key.id,
      secretAccessKey: key.secret,
      endpoint: aws.url,
      keyName: "work",
      profile,
      region: "eu-central-1",
    })
    const said = [`AWS named the key's MFA device; Keycard found the account that makes its codes.`]
    return { said, value: undefined }
  })
  await step("Starting a session: one click, one code that was never used before", async () => {
    const state = await window.startSession(page, profile)
    return { said: [`Profile "${profile}": ${state}.`], value: undefined }
  })
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} url
 */
async function whoAmI(env, url) {
  const command = ["/usr/bin/aws", "/usr/local/bin/aws"].find((file) => existsSync(file)) ?? "aws"
  const args = ["sts", "get-caller-identity", "--profile", profile, "--endpoint-url", url]
  const { code, output } = await runCommand(command, args, { env, timeLimitMs: 30_000 })
  if (code === 127) return { said: ["Left out: no aws command is installed."], value: undefined }
  if (code !== 0) throw new Error(lastLines(output, 5))
  const said = [`$ aws ${args.slice(0, 4).join(" ")}`, ...output.trim().split("\n")]
  return { said, value: undefined }
}

/** @param {NodeJS.ProcessEnv} env */
async function byCommandLine(env) {
  const said = []
  for (const args of [
    ["code", "amazon"],
    ["aws", "profile", "add", "reports", "--key", "work", "--duration", "3600", "--region", "us-east-1"],
    ["refresh", profile],
    ["status"],
  ]) {
    said.push(`$ keycard ${args.join(" ")}`, ...(await keycard(env, args)))
  }
  return { said, value: undefined }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} home
 * @param {string} images
 */
async function takePictures(page, home, images) {
  await window.goTo(page, "Sessions")
  await window.takePicture(page, images, "sessions-light")
  await window.goTo(page, "Codes")
  await window.takePicture(page, images, "codes-light")
  await window.chooseTheme(page, "dark")
  await window.takePicture(page, images, "codes-dark")
  await window.goTo(page, "Sessions")
  await window.takePicture(page, images, "sessions-dark")
  await window.goTo(page, "Codes")
  await window.choosePicture(
    page,
    await drawQr(join(home, "another.png"), otpauthLink("Dropbox", "ada@analytical.engine")),
  )
  await window.takePicture(page, images, "enrol-dark")
  await window.closeDialog(page)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 * @returns {Promise<string[]>} its lines
 */
async function keycard(env, args) {
  const { code, output } = await runCommand(
    process.execPath,
    [join(projectRoot, "bin", "keycard"), ...args],
    {
      env,
      timeLimitMs: 60_000,
    },
  )
  if (code !== 0) throw new Error(`keycard ${args[0]} ended with ${code}: ${lastLines(output, 5)}`)
  return output.trim().split("\n")
}
