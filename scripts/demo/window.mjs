/** @file What a person does in the window, by the names they see there. */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import sharp from "sharp"

/** @typedef {import("playwright-core").Page} Page */

/** STS wants a code that was never sent: at worst the next one is half a minute away. */
const SESSION_LIMIT_MS = 60_000

/**
 * @param {Page} page
 * @param {string} picture
 */
export async function choosePicture(page, picture) {
  await page.getByRole("button", { name: "Add account" }).click()
  await page.locator("input[type=file]").first().setInputFiles(picture)
  await page.getByRole("button", { name: "Save account" }).waitFor()
}

/** @param {Page} page */
export async function saveAccount(page) {
  await page.getByRole("button", { name: "Save account" }).click()
  await page.getByRole("dialog").waitFor({ state: "detached" })
}

/** @param {Page} page */
export async function closeDialog(page) {
  await page.keyboard.press("Escape")
  await page.getByRole("dialog").waitFor({ state: "detached" })
}

/**
 * The code that the window shows for the first account of this name.
 * @param {Page} page
 * @param {string} issuer
 */
export async function shownCode(page, issuer) {
  const row = page.getByRole("row").filter({ hasText: issuer })
  return (await row.locator("[data-code]").last().getAttribute("data-code")) ?? ""
}

/**
 * @param {Page} page
 * @param {"Codes" | "Sessions"} place
 */
export async function goTo(page, place) {
  await page.getByRole("navigation").getByRole("button", { name: place }).click()
}

/**
 * The three steps from a permanent key to a profile.
 * @param {Page} page
 * @param {{ accessKeyId: string, secretAccessKey: string, endpoint: string, keyName: string, profile: string, region: string }} given
 */
export async function setUpProfile(page, given) {
  await goTo(page, "Sessions")
  await page.getByRole("button", { name: "Set up a session" }).click()
  await page.getByLabel("Access key ID").fill(given.accessKeyId)
  await page.getByLabel("Secret access key").fill(given.secretAccessKey)
  await page.getByLabel("Name").fill(given.keyName)
  await page.getByText("Region and endpoint", { exact: true }).click()
  await page.getByLabel("Endpoint").fill(given.endpoint)
  await page.getByRole("button", { name: "Keep it in the keychain" }).click()

  await page.getByRole("button", { name: "Find my device" }).click()
  await page.getByRole("radio").first().waitFor()
  await page.getByRole("button", { name: "Continue" }).click()

  await page.getByLabel("Profile name").fill(given.profile)
  await page.getByLabel("Region").fill(given.region)
  await page.getByRole("button", { name: "Make the profile" }).click()
  await page.getByRole("dialog").waitFor({ state: "detached" })
}

/**
 * @param {Page} page
 * @param {string} profile
 * @returns {Promise<string>} what its card says then
 */
export async function startSession(page, profile) {
  const card = page.getByRole("listitem", { name: `Session ${profile}` })
  await card.getByRole("button", { name: /^(Start|Refresh)/ }).click()
  const state = card.getByRole("paragraph").filter({ hasText: "Valid" })
  const failure = card.getByRole("alert")
  await state.or(failure).first().waitFor({ timeout: SESSION_LIMIT_MS })
  if (await failure.isVisible()) throw new Error(await failure.innerText())
  return (await state.innerText()).replace(/\s+/g, " ")
}

/**
 * @param {Page} page
 * @param {"light" | "dark"} theme
 */
export async function chooseTheme(page, theme) {
  // Playwright would have every page light.
  await page.emulateMedia({ colorScheme: null })
  await page.evaluate((chosen) => {
    const { keycard } = /** @type {{ keycard: { call: Function } }} */ (/** @type {unknown} */ (globalThis))
    return keycard.call("settings:set", { theme: chosen })
  }, theme)
  const isDark = `matchMedia("(prefers-color-scheme: dark)").matches === ${theme === "dark"}`
  while (!(await page.evaluate(isDark))) await page.waitForTimeout(50)
}

/**
 * @param {Page} page
 * @param {string} folder
 * @param {string} name
 */
export async function takePicture(page, folder, name) {
  await mkdir(folder, { recursive: true })
  // Transitions end, the caret of a text box does not blink into one picture and out of the next.
  const note = page.getByRole("button", { name: "Dismiss" })
  if (await note.isVisible()) await note.click()
  await page.waitForTimeout(400)
  const picture = await page.screenshot({ caret: "hide", animations: "disabled" })
  // 256 colours are enough for a window, and a third of the size.
  await sharp(picture)
    .png({ palette: true, effort: 10 })
    .toFile(join(folder, `${name}.png`))
}
