import { expect, test } from "vitest"
import { setOwnPicture } from "../../../src/core/accounts/own-picture.ts"
import { AppError } from "../../../src/core/errors.ts"
import { InMemoryMarkPictures } from "../../fakes/in-memory-mark-pictures.ts"
import { pngOf } from "../../fakes/png.ts"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

const first = pngOf(96, 96)
const second = pngOf(96, 96, 20)
const DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/** An account, and an automatic backup that holds all there is. */
async function setUp() {
  const vault = vaultOf()
  const markPictures = new InMemoryMarkPictures()
  const [account] = await vault.accounts.enrol([{ entry: entry() }])
  await vault.index.update((now) => ({ ...now, backup: { ...now.backup, lastDigest: DIGEST } }))
  const deps = { ...vault, markPictures }
  const id = account?.id ?? ""
  return { ...deps, id, set: (png: Uint8Array | null, of = id) => setOwnPicture(deps, of, png) }
}

const failureOf = (work: Promise<unknown>) =>
  work.catch((error: unknown) => (error instanceof AppError ? error.data : error))

test("a picture is the account's mark, and is gone with it", async () => {
  const { set, id, markPictures } = await setUp()
  expect(await set(first)).toMatchObject({ id, mark: "own" })
  expect(await markPictures.read(id)).toEqual(first)
  expect(await set(null)).toMatchObject({ id, mark: "" })
  expect(await markPictures.read(id)).toBeNull()
})

test("one that takes the place of another is in no backup yet, and the index says so", async () => {
  const { set, id, index, markPictures } = await setUp()
  await set(first)
  // The account itself tells of its first one.
  expect(index.now.backup.lastDigest).toBe(DIGEST)
  const { generation } = index.now
  await set(second)
  expect(await markPictures.read(id)).toEqual(second)
  expect(index.now.backup.lastDigest).toBeNull()
  expect(index.now.generation).toBeGreaterThan(generation)
  expect(index.now.accounts).toMatchObject([{ id, mark: "own" }])
})

test("what is no such picture, or of no account, changes nothing", async () => {
  const { set, index, markPictures, random } = await setUp()
  const before = index.now
  expect(await failureOf(set(pngOf(97, 96)))).toEqual({ kind: "picture", problem: "damaged" })
  expect(await failureOf(set(first, random.uuid()))).toMatchObject({ kind: "not-found" })
  expect(markPictures.pictures.size).toBe(0)
  expect(index.now).toEqual(before)
})

test("a picture that cannot be kept leaves the account its mark", async () => {
  const { set, index, markPictures } = await setUp()
  markPictures.failure = new AppError({ kind: "file", problem: "full", path: "x.png" })
  expect(await failureOf(set(first))).toMatchObject({ kind: "file" })
  expect(index.now.accounts[0]?.mark).toBe("")
})
