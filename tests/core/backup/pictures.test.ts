import { expect, test } from "vitest"
import { MAX_BACKUP_BYTES, MAX_PLAIN_BYTES, newHead, sealBackup } from "../../../src/core/backup/container.ts"
import { emptyContent, readContent, writeContent } from "../../../src/core/backup/content.ts"
import { withPictures } from "../../../src/core/backup/pictures.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { RestorePreview } from "../../../src/core/backup/service.ts"
import { InMemoryMarkPictures } from "../../fakes/in-memory-mark-pictures.ts"
import { pngOf } from "../../fakes/png.ts"
import { backupOf, type Bench, emptyBench, fullBench, PASSPHRASE } from "./bench.ts"

const small = pngOf(96, 96)
const large = pngOf(96, 96, 60_000)

/** One of everything; the first and the third account have pictures of one's own. */
async function withMarks(): Promise<Bench> {
  const bench = await fullBench()
  const [first, , third] = bench.deps.index.now.accounts
  bench.deps.marks.pictures.set(first!.id, small)
  bench.deps.marks.pictures.set(third!.id, large)
  await bench.deps.index.update((vault) => ({
    ...vault,
    accounts: vault.accounts.map((account) =>
      [first?.id, third?.id].includes(account.id) ? { ...account, mark: "own" } : account,
    ),
  }))
  return bench
}

const allAccounts = ({ content }: RestorePreview) => ({
  accounts: content.accounts.map((_, place) => place),
  ...{ kept: [], keys: [], profiles: [], settings: false },
})

test("pictures of one's own come back on another computer, byte for byte", async () => {
  const here = await withMarks()
  const there = emptyBench()
  const preview = await there.backups.preview(await there.backups.open(await backupOf(here), PASSPHRASE))
  expect(preview.content.withoutPicture).toEqual([])
  await there.backups.restore(preview.content, allAccounts(preview))
  const { accounts } = there.deps.index.now
  expect(accounts.map(({ mark }) => mark)).toEqual(["own", "", "own", "", ""])
  expect(there.deps.marks.pictures.get(accounts[0]!.id)).toEqual(small)
  expect(there.deps.marks.pictures.get(accounts[2]!.id)).toEqual(large)
  expect(there.deps.marks.pictures.size).toBe(2)
  expect(JSON.stringify(there.deps.index.now)).not.toContain("markPicture")
})

test("a backup of one account has its picture, too", async () => {
  const here = await withMarks()
  const [first] = here.deps.index.now.accounts
  await here.backups.save("/b/one.keycard", PASSPHRASE, { ids: [first!.id] })
  const content = await here.backups.open(await here.deps.files.read("/b/one.keycard"), PASSPHRASE)
  expect(content.accounts[0]?.markPicture).toBe(Buffer.from(small).toString("base64"))
})

test("a backup of before there were pictures in it is read, and its mark is chosen by name", async () => {
  const content = await emptyBench().backups.open(await backupOf(await withMarks()), PASSPHRASE)
  const { withoutPicture: _, ...old } = {
    ...content,
    accounts: content.accounts.map(({ markPicture: _picture, ...account }) => account),
  }
  const read = readContent(Buffer.from(JSON.stringify(old)))
  expect(read.withoutPicture).toEqual([])
  const there = emptyBench()
  const preview = await there.backups.preview(read)
  await there.backups.restore(preview.content, allAccounts(preview))
  expect(there.deps.index.now.accounts[0]?.mark).toBe("")
  expect(there.deps.marks.pictures.size).toBe(0)
})

test.each([
  ["is no PNG", Buffer.from("<svg onload=alert(1)>").toString("base64")],
  ["is a PNG of another size", Buffer.from(pngOf(97, 96)).toString("base64")],
  ["is too long", Buffer.from(pngOf(96, 96, 70_000)).toString("base64")],
  ["is no base64", "*".repeat(100)],
])("what %s never becomes a picture: the account comes without, and is named", async (_, markPicture) => {
  const content = await emptyBench().backups.open(await backupOf(await withMarks()), PASSPHRASE)
  Object.assign(content.accounts[0]!, { markPicture })
  const there = emptyBench()
  const preview = await there.backups.preview(content)
  expect(preview.content.withoutPicture).toEqual(["GitHub: maria"])
  await there.backups.restore(preview.content, allAccounts(preview))
  const { accounts } = there.deps.index.now
  expect(accounts[0]?.mark).toBe("")
  expect([...there.deps.marks.pictures.keys()]).toEqual([accounts[2]?.id])
})

test("a picture that is gone or cannot be read is left out and named, and the backup is made", async () => {
  const here = await withMarks()
  here.deps.marks.failure = new AppError({ kind: "file", problem: "denied", path: "x.png" })
  const saved = await here.backups.save("/b/a.keycard", PASSPHRASE)
  expect(saved).toMatchObject({ accounts: 5, missing: [], withoutPicture: ["GitHub: maria", "Bank: slow"] })
  here.deps.marks.failure = null
  here.deps.marks.pictures.delete(here.deps.index.now.accounts[0]!.id)
  expect((await here.backups.save("/b/b.keycard", PASSPHRASE)).withoutPicture).toEqual(["GitHub: maria"])
})

test("what has no room is left out and named; what fits is in it, and the content never grows over its bound", async () => {
  const here = await withMarks()
  const content = await emptyBench().backups.open(await backupOf(here), PASSPHRASE)
  const bare = {
    ...content,
    accounts: content.accounts.map(({ markPicture: _, ...account }) => account),
  }
  const size = Buffer.byteLength(JSON.stringify(bare))
  const outcomes = new Set<string>()
  for (const room of [-10, 0, 20, 40, small.length * 2, large.length, large.length * 1.4, 200_000]) {
    const made = await withPictures(here.deps.marks, bare, size + room)
    const with_ = made.accounts.filter(({ markPicture }) => markPicture !== undefined)
    if (room >= 0)
      expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThanOrEqual(size + Math.max(room, 40))
    outcomes.add(`${with_.length}/${made.withoutPicture.length}`)
  }
  expect([...outcomes]).toEqual(["0/0", "0/2", "1/1", "2/0"])
})

test(
  "more pictures than there is room for make a file that is not over 64 MiB",
  { timeout: 60_000 },
  async () => {
    const marks = new InMemoryMarkPictures()
    const content = emptyContent()
    const [account] = (await emptyBench().backups.open(await backupOf(await withMarks()), PASSPHRASE))
      .accounts
    const { markPicture: _, ...row } = account!
    const picture = pngOf(96, 96, 65_000)
    for (let place = 0; place < 640; place++) {
      const id = `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`
      marks.pictures.set(id, picture)
      content.accounts.push({ ...row, id })
    }
    const made = await withPictures(marks, content)
    const plain = writeContent(made)
    expect(plain.length).toBeLessThanOrEqual(MAX_PLAIN_BYTES)
    expect(made.withoutPicture.length).toBeGreaterThan(0)
    expect(made.withoutPicture.length).toBeLessThan(200)
    const kdf = { memoryKiB: 8, iterations: 1, parallelism: 1, salt: Buffer.alloc(16).toString("base64") }
    const head = newHead({ made: "by-hand", vaultId: null, kdf, createdAtMs: 0, nonce: Buffer.alloc(12) })
    expect(sealBackup(Buffer.alloc(32), head, plain).length).toBeLessThanOrEqual(MAX_BACKUP_BYTES)
  },
)

test("where an id is taken here, the picture is put under the new one", async () => {
  const here = await withMarks()
  const content = await here.backups.open(await backupOf(here), PASSPHRASE)
  const { id } = here.deps.index.now.accounts[0]!
  Object.assign(content.accounts[0]!, { secret: "MFRGGZDFMZTWQ2LKMFRGGZDF" })
  here.deps.marks.pictures.set(id, large)
  await here.backups.restore(content, { accounts: [0], kept: [], keys: [], profiles: [], settings: false })
  const added = here.deps.index.now.accounts.at(-1)!
  expect(added.id).not.toBe(id)
  expect(here.deps.marks.pictures.get(added.id)).toEqual(small)
  expect(here.deps.marks.pictures.get(id)).toEqual(large)
})
