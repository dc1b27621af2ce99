import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { writeGoogleMigration } from "../../src/core/otp/write-google-migration.ts"
import type { LaunchedKeycard } from "../support/app/launch-keycard.ts"
import { codesPage, type CodesPage } from "./pages/codes-page.ts"
import { enrolPage, type EnrolPage } from "./pages/enrol-page.ts"
import { eventually } from "./pages/eventually.ts"
import { isRightNow } from "./pages/expected-code.ts"
import { asEntry, newAccount, type TestAccount } from "./pages/links.ts"
import { filmOf } from "./pages/pictures.ts"
import { startWorld, type World } from "./pages/world.ts"

let world: World
let keycard: LaunchedKeycard
let codes: CodesPage
let enrol: EnrolPage
let film: string

/** What Chromium's fake camera shows from its next start on. */
const show = async (texts: readonly string[]) => writeFile(film, await filmOf(texts))

beforeAll(async () => {
  world = await startWorld()
  film = join(world.home, "camera.y4m")
  await show(["https://example.org/"])
  keycard = await world.open({
    switches: [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  })
  codes = codesPage(keycard.page)
  enrol = enrolPage(keycard.page)
  await codes.welcome.waitFor()
})
afterAll(() => world.close())

const video = () => enrol.dialog.locator("video")
const isMoving = () =>
  video().evaluate((element) => {
    const { videoWidth, paused, srcObject } = element as HTMLVideoElement
    return videoWidth > 0 && !paused && (srcObject as MediaStream).active
  })

describe("the camera", () => {
  it("shows its picture, and says so when the code in it is of another sort", async () => {
    await enrol.open()
    await enrol.way("Camera").click()
    await eventually(isMoving).toBe(true)
    await eventually(() => enrol.dialog.getByRole("status").innerText()).toMatch(/no authenticator/)
  })

  it("is switched off when its view is left", async () => {
    await video().evaluate((element) => {
      const { srcObject } = element as HTMLVideoElement
      Object.assign(globalThis, { lastTrack: (srcObject as MediaStream).getVideoTracks()[0] })
    })
    await enrol.close()
    await eventually(() => keycard.page.evaluate("lastTrack.readyState")).toBe("ended")
  })

  it("reads the code that is held up to it", async () => {
    const account = newAccount("Held up", "ada@example.org")
    await show([account.uri])
    await enrol.open()
    await enrol.way("Camera").click()
    await enrol.single()
    expect(await enrol.service.inputValue()).toBe("Held up")
    await eventually(() => isRightNow(account, () => enrol.code())).toBe(true)
    await enrol.save()
    await eventually(() => isRightNow(account, () => codes.code("Held up"))).toBe(true)
  })

  it("stays open until every part of an export was shown", async () => {
    const [first, second] = [newAccount("Part one", "a"), newAccount("Part two", "b")]
    const part = (account: TestAccount, index: number) =>
      writeGoogleMigration([asEntry(account)], { id: 77, size: 2, index })
    await show([part(first, 0)])
    await enrol.open()
    await enrol.way("Camera").click()
    await eventually(() => enrol.dialog.getByRole("status").innerText()).toMatch(/1 of 2.*part 2/i)
    // The person leaves and comes back with the next part: what was read is not lost.
    await enrol.dialog.getByRole("button", { name: "Back" }).click()
    const next = enrol.dialog.getByRole("button", { name: "Add the next part" })
    await next.waitFor()
    // Only now: a camera that is still on would read it at once.
    await show([part(second, 1)])
    await next.click()
    await enrol.way("Camera").click()
    await enrol.several(2)
    await enrol.save()
    await eventually(() => isRightNow(first, () => codes.code("Part one"))).toBe(true)
    await eventually(() => isRightNow(second, () => codes.code("Part two"))).toBe(true)
  })
})
