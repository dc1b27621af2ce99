import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { filesFixtures } from "./files-fixtures.ts"

const folder = resolve(import.meta.dirname, "../../fixtures/imports")

/** Pictures come out of zlib, and not of every release the same. */
const hasPictures = /^(?:picture|html)\//

test("the fixtures are what their script makes", async () => {
  for (const [path, content] of await filesFixtures()) {
    if (hasPictures.test(path)) continue
    expect(Buffer.from(content).equals(readFileSync(resolve(folder, path))), path).toBe(true)
  }
})
