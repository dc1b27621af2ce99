import { readdirSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { cannotMount, fillDisk, mountDisk } from "../support/mounted-disk.ts"
import { setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

const CREDENTIALS = "# mine\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = xy\n"
const CONFIG = "[profile other]\nregion = eu-west-1\n"
const FULL = /the disk is full/

/** A profile that wants both files written, and `~/.aws` on a small disk with something in each of them. */
async function onSmallDisk() {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [["dev", "--region", "eu-central-1"]])
  const disk = home.path(".aws")
  mountDisk(disk, "size=64k")
  home.write(".aws/credentials", CREDENTIALS)
  home.write(".aws/config", CONFIG)
  return { home, aws, disk }
}

describe.skipIf(cannotMount !== null)(
  `a full disk under AWS's files${cannotMount === null ? "" : ` (skipped: ${cannotMount})`}`,
  () => {
    test("leaves both files as they were, says so, and the session waits for room", async () => {
      const { home, aws, disk } = await onSmallDisk()
      const makeRoom = fillDisk(disk)
      const ran = await home.keycard(["refresh"])
      expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
      expect(ran.stderr).toMatch(FULL)
      expect(ran.stderr).toContain(home.path(".aws", "credentials"))
      expect(home.credentials).toBe(CREDENTIALS)
      expect(home.read(".aws", "config")).toBe(CONFIG)
      expect(readdirSync(disk).sort()).toEqual(["config", "credentials", "filler"])

      makeRoom()
      const requests = aws.requests.length
      expect(await home.ok(["refresh"])).toMatch(/^dev is still valid until /)
      expect(aws.requests).toHaveLength(requests)
      expect(home.credentials.startsWith(CREDENTIALS)).toBe(true)
      expect(home.credentials).toContain(aws.account.sessions.at(-1)?.keyId)
      expect(home.read(".aws", "config")).toContain("[profile dev]")
    })

    test("leaves the config file as it was where only that one is full", async () => {
      const { home, disk } = await onSmallDisk()
      const elsewhere = home.write("credentials", CREDENTIALS)
      const env = { AWS_SHARED_CREDENTIALS_FILE: elsewhere }
      const makeRoom = fillDisk(disk)
      const ran = await home.keycard(["refresh"], { env })
      expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
      expect(ran.stderr).toMatch(FULL)
      expect(ran.stderr).toContain(home.path(".aws", "config"))
      expect(home.read(".aws", "config")).toBe(CONFIG)

      makeRoom()
      expect(await home.ok(["refresh"], { env })).toMatch(/^dev is still valid until /)
      expect(home.read(".aws", "config")).toContain("region = eu-central-1")
      expect(home.read("credentials").startsWith(CREDENTIALS)).toBe(true)
    })
  },
)
