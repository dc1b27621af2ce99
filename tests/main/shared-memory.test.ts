import { expect, it } from "vitest"
import { sharesFiles } from "../../src/main/shared-memory.ts"

const sized = (megabytes: number) => (folder: string) => {
  expect(folder).toBe("/dev/shm")
  return { bsize: 4_096, blocks: megabytes * 256 }
}

it("takes files where shared memory has the size that containers give it", () => {
  expect(sharesFiles("linux", sized(64))).toBe(true)
  expect(sharesFiles("linux", sized(255))).toBe(true)
})

it("takes shared memory where there is enough", () => {
  expect(sharesFiles("linux", sized(256))).toBe(false)
  expect(sharesFiles("linux", sized(16_384))).toBe(false)
})

it("takes files where there is no shared memory", () => {
  const missing = () => {
    throw Object.assign(new Error("no such file"), { code: "ENOENT" })
  }
  expect(sharesFiles("linux", missing)).toBe(true)
})

it("leaves other systems alone, which have no such folder", () => {
  for (const platform of ["darwin", "win32"] as const) expect(sharesFiles(platform, sized(1))).toBe(false)
})
