import { describe, expect, test } from "vitest"
import { setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

interface Shown {
  measured: { offsetMs: number; from: string } | null
  correction: { offsetMs: number; from: string; setAt: string; stale: boolean } | null
}

describe("keycard clock", () => {
  test("shows what AWS's answers measured, corrects the codes only when told to, and takes it back", async () => {
    const home = await newHome()
    expect(await home.json<Shown>(["clock"])).toEqual({ measured: null, correction: null })
    expect(await home.keycard(["clock", "--apply"])).toMatchObject({ exitCode: 2 })
    await setUpAws(home, await standIn(), [["dev"]])
    await home.ok(["refresh"])
    const { measured, correction } = await home.json<Shown>(["clock"])
    expect(measured).toMatchObject({ from: "AWS" })
    expect(Math.abs(measured!.offsetMs)).toBeLessThan(2_000)
    expect(correction).toBeNull()
    const applied = await home.json<Shown>(["clock", "--apply"])
    expect(applied.correction).toMatchObject({ offsetMs: measured!.offsetMs, from: "AWS", stale: false })
    expect((await home.json<Shown>(["clock", "--clear"])).correction).toBeNull()
  })

  test("names a host that cannot be asked, and keeps nothing of it", async () => {
    const home = await newHome()
    const ran = await home.keycard(["clock", "--measure", "keycard.invalid", "--apply"])
    expect(ran.exitCode).toBe(7)
    expect(ran.stderr).toContain("keycard.invalid")
    expect(await home.keycard(["clock", "--measure", "https://x/"])).toMatchObject({ exitCode: 2 })
    expect(await home.keycard(["clock", "--apply", "--clear"])).toMatchObject({ exitCode: 2 })
  })
})
