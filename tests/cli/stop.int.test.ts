import { expect, test } from "vitest"
import { setUpAws, standIn } from "./support/aws.ts"
import { lookInside } from "./support/inside.ts"
import { newHome } from "./support/keycard.ts"

const FOREIGN = "[other]\naws_access_key_id = AKIAOTHER\n\n[dev]\naws_access_key_id = AKIAMINE # mine\n"

test("keycard stop ends sessions and gives back what was there; what is not used any more is removed", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [["dev"], ["asked", "--mode", "process"]])
  home.write(".aws/credentials", FOREIGN)
  expect(await home.keycard(["stop"])).toMatchObject({ exitCode: 2, stdout: "" })

  await home.ok(["refresh", "dev", "--replace-existing"])
  expect(home.credentials).not.toContain("AKIAMINE")
  expect(home.read(".aws", "config")).toContain("credential-process asked")
  expect(await home.ok(["stop", "dev", "asked"])).toBe("Stopped dev\nStopped asked")
  expect(home.credentials).toBe(FOREIGN)
  expect(home.read(".aws", "config")).not.toContain("credential-process")
  expect(await home.json(["stop", "dev"])).toEqual([{ profile: "dev", stopped: false }])
  expect(await home.json(["stop", "--all"])).toEqual([])

  // A key that is used stays, and one whose secret would be lost is not removed by mistake.
  expect(await home.keycard(["aws", "key", "remove", "work", "--yes"])).toMatchObject({ exitCode: 3 })
  for (const profile of ["dev", "asked"]) await home.ok(["aws", "profile", "remove", profile])
  expect(await home.keycard(["aws", "key", "remove", "work"])).toMatchObject({ exitCode: 2, stdout: "" })
  await home.ok(["aws", "key", "remove", "work", "--yes"])
  const { aws: inside } = await lookInside(home)
  expect([await inside.profiles(), await inside.keys()]).toEqual([[], []])
})
