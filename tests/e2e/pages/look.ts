/** @file Looks at what is on the screen in both sizes and both colours, and leaves pictures of it. */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { projectRoot } from "../../../scripts/setup/paths.mjs"
import type { LaunchedKeycard } from "../../support/app/launch-keycard.ts"
import { overflowing, tooPale, walkByTab, withoutName } from "./audit.ts"
import { eventually } from "./eventually.ts"

/** The folder that the pictures go to. */
export const screenshots = join(projectRoot, "out", "screenshots")
export const schemes = ["light", "dark"] as const
/** As it opens, and as small as it gets. */
export const sizes = [
  { name: "920x640", width: 920, height: 640 },
  { name: "360x480", width: 360, height: 480 },
] as const

export async function resize({ app, page }: LaunchedKeycard, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await eventually(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/** @returns what is wrong with it: too pale, sticking out, nameless, or not reached by keys; empty where nothing is */
export async function faultsOf(
  keycard: LaunchedKeycard,
  screen: string,
  { byTab = true } = {},
): Promise<Record<string, unknown>> {
  const { page } = keycard
  await mkdir(screenshots, { recursive: true })
  const faults: Record<string, unknown> = {}
  for (const { name, width, height } of sizes) {
    await resize(keycard, width, height)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
      const path = join(screenshots, `${screen}-${colorScheme}-${name}.png`)
      await page.screenshot({ path, animations: "disabled" })
      const pale = await tooPale(page)
      if (pale.length > 0) faults[`too pale, ${colorScheme}`] = pale
    }
    const wide = await overflowing(page)
    if (wide.length > 0) faults[`sticks out at ${name}`] = wide
  }
  await resize(keycard, 920, 640)
  const nameless = await withoutName(page)
  if (nameless.length > 0) faults["without a name"] = nameless
  if (!byTab) return faults
  const { unreached, unseen } = await walkByTab(page)
  if (unreached.length > 0) faults["never reached by Tab"] = unreached
  if (unseen.length > 0) faults["focus cannot be seen"] = unseen
  return faults
}
