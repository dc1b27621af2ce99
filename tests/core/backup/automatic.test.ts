import { expect, test } from "vitest"
import { AppError, type FileProblem } from "../../../src/core/errors.ts"
import { readHead } from "../../../src/core/backup/container.ts"
import { type Bench, fullBench, PASSPHRASE } from "./bench.ts"

async function setUp(keep = 3): Promise<Bench> {
  const bench = await fullBench()
  await bench.backups.configure({ folder: "/b", keep, passphrase: PASSPHRASE, enabled: true })
  return bench
}
const names = ({ deps }: Bench) => [...deps.files.files.keys()].map((path) => path.slice(3)).sort()

test("it opens with the passphrase, which is kept nowhere", async () => {
  const bench = await setUp()
  const { path } = await bench.backups.automatic()
  expect(path).toBe("/b/keycard-auto-20260301T091230Z.keycard")
  const content = await bench.backups.open(await bench.deps.files.read(path), PASSPHRASE)
  expect(content.accounts).toHaveLength(5)
  const kept = [...bench.deps.secrets.items.values(), JSON.stringify(bench.deps.index.now)].join("\n")
  expect(kept).not.toContain(PASSPHRASE)
})

test("success and its time stand in the index, and that nothing changed since", async () => {
  const bench = await setUp()
  await bench.backups.automatic()
  const { backup } = bench.deps.index.now
  expect(backup.lastSuccess).toEqual({
    atMs: bench.deps.clock.nowMs(),
    path: "/b/keycard-auto-20260301T091230Z.keycard",
  })
  expect(backup.lastDigest).toMatch(/^[0-9a-f]{64}$/)
})

test("a picture that is replaced while one is made is still to be backed up", async () => {
  const bench = await setUp()
  const { files, index } = bench.deps
  await bench.backups.automatic()
  const list = files.list.bind(files)
  files.list = async (folder) => {
    await index.update((vault) => ({ ...vault, backup: { ...vault.backup, lastDigest: null } }))
    return list(folder)
  }
  await bench.backups.automatic()
  expect(index.now.backup.lastDigest).toBeNull()
  expect(index.now.backup.lastFailure).toBeNull()
})

test("the newest n stay, also of several in one second", async () => {
  const bench = await setUp(2)
  await bench.backups.automatic()
  await bench.backups.automatic()
  await bench.backups.automatic()
  // A name that became free is not taken for an older one's.
  expect(names(bench)).toHaveLength(2)
  expect(names(bench)).toContain((bench.deps.index.now.backup.lastSuccess?.path ?? "").slice(3))
  bench.deps.clock.advance(86_400_000)
  await bench.backups.automatic()
  expect(names(bench)).toHaveLength(2)
  expect(names(bench)).toContain("keycard-auto-20260302T091230Z.keycard")
})

test("nothing else in the folder is ever removed", async () => {
  const bench = await setUp(1)
  const { files } = bench.deps
  const byHand = Buffer.from((await backupBytes(bench)) ?? [])
  const others = new Map<string, Uint8Array>([
    ["/b/keycard-auto-20200101T000000Z.txt", Buffer.from("notes")],
    ["/b/keycard-auto-20200101T000000Z.keycard", Buffer.from("not ours at all")],
    ["/b/keycard-auto-20200102T000000Z.keycard", byHand],
    ["/b/keycard-auto-20200103T000000Z.keycard", new Uint8Array()],
    ["/b/photo.png", Buffer.from("p")],
  ])
  for (const [path, bytes] of others) files.files.set(path, bytes)
  // Another computer keeps its backups in the same folder.
  const other = await fullBench("elsewhere")
  const shared = { ...other.deps, files }
  const { createBackups } = await import("../../../src/core/backup/create-backups.ts")
  const theirs = createBackups(shared)
  await theirs.configure({ folder: "/b", keep: 1, passphrase: PASSPHRASE, enabled: true })
  const { path: their } = await theirs.automatic()
  for (let day = 0; day < 3; day++) {
    bench.deps.clock.advance(86_400_000)
    const { removed } = await bench.backups.automatic()
    expect(removed).toHaveLength(day === 0 ? 0 : 1)
  }
  for (const [path, bytes] of others) expect(files.files.get(path)).toBe(bytes)
  expect(files.files.has(their)).toBe(true)
})

async function backupBytes({ backups, deps }: Bench): Promise<Uint8Array | undefined> {
  await backups.save("/b/mine", PASSPHRASE)
  return deps.files.files.get("/b/mine")
}

test.each<FileProblem>(["full", "denied", "read-only"])(
  "a disk that is %s is told, and tried again",
  async (problem) => {
    const bench = await setUp()
    bench.deps.files.failure = new AppError({ kind: "file", problem, path: "/b/x" })
    await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { kind: "file", problem } })
    await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { kind: "file", problem } })
    expect(bench.deps.index.now.backup.lastFailure).toMatchObject({ problem, path: "/b", times: 2 })
    bench.deps.files.failure = null
    await bench.backups.automatic()
    expect(bench.deps.index.now.backup.lastFailure).toBeNull()
  },
)

test("a folder that is gone is not made anew", async () => {
  const bench = await setUp()
  bench.deps.files.folders.clear()
  await expect(bench.backups.automatic()).rejects.toMatchObject({
    data: { kind: "file", problem: "missing" },
  })
  expect(bench.deps.index.now.backup.lastFailure).toMatchObject({ problem: "missing" })
  expect(names(bench)).toEqual([])
})

test("what reads back differently is no success, and costs no older backup", async () => {
  const bench = await setUp(1)
  const { path } = await bench.backups.automatic()
  bench.deps.clock.advance(1_000)
  bench.deps.files.distort = (bytes) => bytes.slice(0, -7)
  await expect(bench.backups.automatic()).rejects.toMatchObject({
    data: { kind: "backup", problem: "not-kept" },
  })
  expect(names(bench)).toContain(path.slice(3))
  expect(bench.deps.index.now.backup).toMatchObject({
    lastSuccess: { path },
    lastFailure: { problem: "not-kept" },
  })
})

test("a locked keychain and a key that is gone are told apart", async () => {
  const bench = await setUp()
  bench.deps.secrets.close("locked")
  await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { kind: "keychain" } })
  expect(bench.deps.index.now.backup.lastFailure?.problem).toBe("keychain")
  bench.deps.secrets.reopen()
  for (const name of bench.deps.secrets.items.keys())
    if (name.startsWith("backup/")) bench.deps.secrets.items.delete(name)
  await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { problem: "key-missing" } })
  expect(bench.deps.index.now.backup.lastFailure?.problem).toBe("key-missing")
})

test("a lock that closes meanwhile is no failure", async () => {
  const bench = await setUp()
  const { secrets } = bench.deps
  secrets.get = () => Promise.reject(new AppError({ kind: "locked" }))
  await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { kind: "locked" } })
  expect(bench.deps.index.now.backup).toMatchObject({ lastFailure: null, lastSuccess: null })
})

test("one secret that is gone does not cost the backup of all others", async () => {
  const bench = await setUp()
  const { accounts } = bench.deps.index.now
  bench.deps.secrets.items.delete(`otp/${accounts[0]!.id}`)
  const { missing, path } = await bench.backups.automatic()
  expect(missing).toEqual(["GitHub: maria"])
  const content = await bench.backups.open(await bench.deps.files.read(path), PASSPHRASE)
  expect(content).toMatchObject({ missing: ["GitHub: maria"] })
  expect(content.accounts).toHaveLength(4)
})

test("a new passphrase has a salt and an item of its own; the old item goes", async () => {
  const bench = await setUp()
  const first = readHead(await bench.deps.files.firstLine((await bench.backups.automatic()).path))
  await bench.backups.configure({ passphrase: "another passphrase" })
  const { path } = await bench.backups.automatic()
  expect(readHead(await bench.deps.files.firstLine(path))?.kdf.salt).not.toBe(first?.kdf.salt)
  expect([...bench.deps.secrets.items.keys()].filter((name) => name.startsWith("backup/"))).toHaveLength(1)
  const file = await bench.deps.files.read(path)
  expect((await bench.backups.open(file, "another passphrase")).accounts).toHaveLength(5)
})

test("it cannot be turned on without a folder and a passphrase, and a short one is refused", async () => {
  const bench = await fullBench()
  const before = bench.deps.secrets.items.size
  await expect(bench.backups.configure({ enabled: true })).rejects.toMatchObject({
    data: { problem: "not-set-up" },
  })
  await expect(bench.backups.configure({ enabled: true, passphrase: PASSPHRASE })).rejects.toMatchObject({
    data: { problem: "not-set-up" },
  })
  await expect(bench.backups.configure({ passphrase: "short" })).rejects.toMatchObject({
    data: { kind: "passphrase", problem: "too-short" },
  })
  await expect(bench.backups.automatic()).rejects.toMatchObject({ data: { problem: "not-set-up" } })
  expect(bench.deps.secrets.items.size).toBe(before)
})

test("by hand: an existing file stays unless it may be replaced, and the time is kept", async () => {
  const bench = await fullBench()
  await bench.backups.save("/b/x", PASSPHRASE)
  await expect(bench.backups.save("/b/x", PASSPHRASE)).rejects.toMatchObject({ data: { problem: "exists" } })
  await bench.backups.save("/b/x", PASSPHRASE, { replace: true })
  expect(bench.deps.index.now.backup.lastByHandAtMs).toBe(bench.deps.clock.nowMs())
})

test("a backup of chosen accounts holds these and nothing else", async () => {
  const bench = await fullBench()
  const [first] = bench.deps.index.now.accounts
  await bench.backups.save("/b/x", PASSPHRASE, { ids: [first!.id] })
  const content = await bench.backups.open(await bench.deps.files.read("/b/x"), PASSPHRASE)
  expect(content).toMatchObject({ kept: [], awsKeys: [], awsProfiles: [], settings: null })
  expect(content.accounts.map(({ issuer }) => issuer)).toEqual(["GitHub"])
  expect(bench.deps.index.now.backup.lastByHandAtMs).toBeNull()
})
