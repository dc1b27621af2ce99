import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createHash } from "node:crypto"
import { isBackup, parseBackup } from "../../../src/core/backup/container.ts"
import { deriveKeyHere } from "../../../src/core/backup/derive-key.ts"
import { openWithPassphrase } from "../../../src/core/backup/open.ts"
import { AppError } from "../../../src/core/errors.ts"
import { backupOf, fullBench, PASSPHRASE } from "./bench.ts"

const root = resolve(import.meta.dirname, "../../..")
const document = readFileSync(join(root, "docs/storage.md"), "utf8")
const block = (kind: string) => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(document)?.[1] ?? ""
const sample = Buffer.from(block("text backup"))
const whole = await backupOf(await fullBench())

const scratch = join(root, "node_modules/.cache/keycard-tests")
mkdirSync(scratch, { recursive: true })
const folder = mkdtempSync(join(scratch, "decrypt-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The script that docs/storage.md prints, run as it stands there: it shares no line with Keycard. */
function decryptAsDocumented(file: Uint8Array, passphrase: string) {
  writeFileSync(join(folder, "decrypt.mjs"), block("js decrypt"))
  writeFileSync(join(folder, "file.keycard"), file)
  const args = [join(folder, "decrypt.mjs"), join(folder, "file.keycard"), passphrase]
  return spawnSync(process.execPath, args, { encoding: "utf8" })
}

const open = (file: Uint8Array, passphrase = PASSPHRASE) =>
  openWithPassphrase(file, passphrase, deriveKeyHere)
const problem = async (file: Uint8Array, passphrase = PASSPHRASE): Promise<string> => {
  try {
    await open(file, passphrase)
    return "none"
  } catch (error) {
    if (error instanceof AppError && error.data.kind === "import") return error.data.problem
    throw error
  }
}
const lines = (file: Uint8Array) => Buffer.from(file).toString("utf8").split("\n")
/** With a checksum that fits: as somebody would who changes a file on purpose. */
const forged = (head: string, body: string): Uint8Array =>
  Buffer.from(`${head}\n${body}\nsha256:${createHash("sha256").update(`${head}\n${body}`).digest("hex")}\n`)
const withHead = (change: (head: Record<string, never>) => unknown): Uint8Array => {
  const [head = "", body = ""] = lines(sample)
  return forged(JSON.stringify(change(JSON.parse(head) as Record<string, never>)), body)
}

describe("the sample in docs/storage.md", () => {
  test("opens with its passphrase", async () => {
    const content = await open(sample)
    expect(content.accounts).toMatchObject([
      { issuer: "Example", account: "alice@example.com", secret: "JBSWY3DPEHPK3PXP" },
    ])
  })

  test("opens with the script that stands beside it, which gives the same", async () => {
    const { stdout, status } = decryptAsDocumented(sample, PASSPHRASE)
    expect(status).toBe(0)
    // What later versions added takes its default on reading.
    expect(await open(sample)).toMatchObject(JSON.parse(stdout) as object)
  })
})

test("a whole backup opens with the documented script", async () => {
  const { stdout } = decryptAsDocumented(whole, PASSPHRASE)
  expect(JSON.parse(stdout)).toEqual(await open(whole))
})

test("nothing of what is inside stands in the file as it is", () => {
  const text = Buffer.from(whole).toString("latin1")
  for (const inside of ["maria", "GitHub", "JBSWY3DP", "AKIA", "motp", "dev"])
    expect(text).not.toContain(inside)
})

test("two backups of the same content differ in salt, nonce and body", async () => {
  const bench = await fullBench()
  const [headA = "", bodyA] = lines(await backupOf(bench))
  const [headB = "", bodyB] = lines(await backupOf(bench))
  expect(bodyA).not.toBe(bodyB)
  expect(headA).not.toBe(headB)
})

test("a wrong passphrase is told from a damaged file", async () => {
  expect(await problem(sample, "correct horse batterx")).toBe("password-wrong")
  expect(await problem(sample.subarray(0, -90))).toBe("damaged")
  const [head = "", body = "", check = ""] = lines(sample)
  expect(await problem(Buffer.from(`${head}\n${body.slice(0, 9)}X${body.slice(10)}\n${check}\n`))).toBe(
    "damaged",
  )
  expect(await problem(Buffer.from(`${head}\n`))).toBe("damaged")
})

test("a passphrase typed in decomposed characters is the same", async () => {
  const bench = await fullBench()
  await bench.backups.save("/b/x", "Müller größer".normalize("NFD"))
  const file = await bench.deps.files.read("/b/x")
  expect((await open(file, "Müller größer".normalize("NFC"))).accounts).toHaveLength(5)
})

test("line ends of other systems, a byte-order mark and blanks at the end do no harm", async () => {
  const text = sample.toString("utf8")
  const foreign = Buffer.from(`\uFEFF${text.replaceAll("\n", " \r\n")}\r\n\r\n`)
  expect(isBackup(foreign.toString("utf8"))).toBe(true)
  expect(await open(foreign)).toEqual(await open(sample))
})

describe("a head that was changed on purpose", () => {
  test.each(["created", "made", "vaultId"])("%s is vouched for by the encryption", async (field) => {
    const other = { created: "2020-01-01T00:00:00.000Z", made: "automatic", vaultId: crypto.randomUUID() }[
      field
    ]
    expect(await problem(withHead((head) => ({ ...head, [field]: other })))).toBe("password-wrong")
  })

  test("more work than a reader takes is refused before any is done", async () => {
    const costly = (change: object) =>
      withHead(({ kdf, ...head }) => ({ ...head, kdf: { ...(kdf as unknown as object), ...change } }))
    expect(await problem(costly({ memoryKiB: 1_048_576 }))).toBe("too-costly")
    expect(await problem(costly({ iterations: 11 }))).toBe("too-costly")
    expect(await problem(costly({ parallelism: 9, memoryKiB: 128 }))).toBe("too-costly")
    expect(await problem(costly({ memoryKiB: 8, parallelism: 2 }))).toBe("damaged")
    expect(await problem(costly({ memoryKiB: 0 }))).toBe("damaged")
    expect(await problem(costly({ iterations: 1.5 }))).toBe("damaged")
    expect(await problem(costly({ salt: "AAAA" }))).toBe("damaged")
  })

  test("another cipher, a field too many, a version to come", async () => {
    expect(await problem(withHead((head) => ({ ...head, extra: 1 })))).toBe("damaged")
    expect(await problem(withHead((head) => ({ ...head, cipher: { name: "none" } })))).toBe("damaged")
    expect(await problem(withHead((head) => ({ ...head, version: 2 })))).toBe("newer")
  })

  test("a tag that was cut opens nothing", async () => {
    const [head = "", body = ""] = lines(sample)
    const cut = Buffer.from(body, "base64").subarray(0, -12).toString("base64")
    expect(await problem(forged(head, cut))).toBe("password-wrong")
    expect(await problem(forged(head, Buffer.alloc(15).toString("base64")))).toBe("damaged")
  })
})

describe("whatever the bytes", () => {
  test("a mutation of a backup opens or is refused in a person's terms", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(sample.length),
        async (changes, length) => {
          const bytes = Buffer.from(sample)
          for (const [at, value] of changes) bytes[at] = value
          const mutated = bytes.subarray(0, length % 3 === 0 ? length : undefined)
          const found = await problem(mutated)
          // Blanks at the end of a line may change; nothing that counts may.
          if (found === "none") expect(await open(mutated)).toEqual(await open(sample))
          expect(["none", "damaged", "password-wrong", "newer", "unknown-format", "too-costly"]).toContain(
            found,
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  test("a head of any JSON never makes more than a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string(), async (value, body) => {
        const head = JSON.stringify({ format: "keycard-backup", version: 1, kdf: value, cipher: value })
        const found = await problem(forged(head, body.replaceAll("\n", "")))
        expect(found).toBe("damaged")
      }),
      { numRuns: 200 },
    )
  })

  test("any bytes: recognising never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => parseBackup(bytes)).toThrow(AppError)
        expect(isBackup(Buffer.from(bytes).toString("latin1"))).toBe(false)
      }),
    )
  })
})
