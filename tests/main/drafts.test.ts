import { describe, expect, it } from "vitest"
import type { AppError } from "../../src/core/errors.ts"
import type { ImportReading } from "../../src/core/imports/format.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"
import { createDrafts, type Reading } from "../../src/main/drafts.ts"
import { ManualTimers } from "./manual-timers.ts"

const entry = (account: string): OtpEntry => ({
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  issuer: "ACME",
  account,
  secret: "JBSWY3DPEHPK3PXP",
  counter: 0,
})

/** Texts of a made-up kind: `part 1/3` is a part, `bad` cannot be used, the rest are accounts. */
function readTexts(texts: readonly string[]): Reading {
  const parts = texts.flatMap((text) => /^part (\d)\/(\d)$/.exec(text) ?? [])
  const seen = texts.flatMap((text) => Number(/^part (\d)/.exec(text)?.[1] ?? []))
  const size = Number(parts.at(2) ?? 0)
  const missing = Array.from({ length: size }, (_, index) => index + 1).filter((part) => !seen.includes(part))
  return {
    entries: texts.filter((text) => text !== "bad" && text !== "nothing").map(entry),
    skipped: texts.flatMap((text, index) =>
      text === "bad"
        ? [
            {
              row: index + 1,
              label: "",
              error: { kind: "otp", part: "uri", problem: "not-otpauth" } as const,
            },
          ]
        : [],
    ),
    missingParts: missing.length > 0 ? { size, missing } : null,
  }
}

function setUp() {
  const timers = new ManualTimers()
  let next = 0
  const drafts = createDrafts({ timers, uuid: () => `draft-${next++}`, readTexts })
  return { timers, drafts }
}
const gone = expect.objectContaining({ data: { kind: "not-found", what: "draft" } }) as AppError

describe("a draft", () => {
  it("holds what was read until it is discarded", () => {
    const { drafts } = setUp()
    const { id } = drafts.addTexts(null, ["anna"])
    expect(drafts.get(id).entries).toEqual([entry("anna")])
    drafts.discard(id)
    expect(() => drafts.get(id)).toThrow(gone)
  })

  it("is forgotten ten minutes after it was last added to", async () => {
    const { drafts, timers } = setUp()
    const { id } = drafts.addTexts(null, ["anna"])
    await timers.pass(9 * 60_000)
    drafts.addTexts(id, ["bert"])
    await timers.pass(9 * 60_000)
    expect(drafts.get(id).entries).toHaveLength(2)
    await timers.pass(60_000)
    expect(() => drafts.get(id)).toThrow(gone)
    expect(timers.pending).toBe(0)
  })

  it("names the parts of an export that are missing until the last was scanned", () => {
    const { drafts } = setUp()
    const { id, missingParts } = drafts.addTexts(null, ["part 2/3"])
    expect(missingParts).toEqual({ size: 3, missing: [1, 3] })
    expect(drafts.addTexts(id, ["part 1/3"]).missingParts).toEqual({ size: 3, missing: [3] })
    expect(drafts.addTexts(id, ["part 3/3"]).missingParts).toBeNull()
    expect(drafts.get(id).entries).toHaveLength(3)
  })

  it("counts a picture that the camera read many times once", () => {
    const { drafts } = setUp()
    const { id } = drafts.addTexts(null, ["anna"])
    for (let frame = 0; frame < 50; frame++) drafts.addTexts(id, ["anna"])
    expect(drafts.get(id).entries).toHaveLength(1)
  })

  it("says once what cannot be used, and keeps what can", () => {
    const { drafts } = setUp()
    const { id } = drafts.addTexts(null, ["anna"])
    expect(drafts.addTexts(id, ["bad"]).skipped).toHaveLength(1)
    const after = drafts.addTexts(id, ["bert"])
    expect(after.skipped).toEqual([])
    expect(after.entries).toEqual([entry("anna"), entry("bert")])
  })

  it("is not made of nothing", () => {
    const { drafts } = setUp()
    expect(() => drafts.addTexts(null, ["nothing"])).toThrow(
      expect.objectContaining({ data: { kind: "nothing-usable" } }) as AppError,
    )
  })

  it("cannot be added to once it is gone", () => {
    const { drafts } = setUp()
    expect(() => drafts.addTexts("draft-9", ["anna"])).toThrow(gone)
  })

  it("makes room: of many, the oldest goes", () => {
    const { drafts } = setUp()
    const ids = Array.from({ length: 9 }, (_, index) => drafts.addEntry(entry(String(index))).id)
    expect(() => drafts.get(ids[0]!)).toThrow(gone)
    for (const id of ids.slice(1)) expect(drafts.get(id).entries).toHaveLength(1)
  })

  it("is wiped with all others when Keycard locks", () => {
    const { drafts, timers } = setUp()
    const { id } = drafts.addEntry(entry("anna"))
    drafts.discardAll()
    expect(() => drafts.get(id)).toThrow(gone)
    expect(timers.pending).toBe(0)
  })
})

describe("an imported file in a draft", () => {
  const kept = { issuer: "I", account: "a", what: "mOTP", uri: "motp://I:a?secret=0123456789abcdef" }
  const wrong = { kind: "otp", part: "secret", problem: "empty" } as const
  const file: ImportReading = {
    format: "aegis",
    name: "Aegis",
    duplicates: 0,
    rows: [
      { kind: "entry", row: 1, entry: entry("file") },
      { kind: "skipped", row: 2, label: "b", error: wrong },
      { kind: "kept", row: 4, kept },
    ],
  }

  it("gives entries, skipped rows and what cannot be computed", () => {
    const { drafts } = setUp()
    const { draft } = drafts.addImport(null, file)
    expect(drafts.get(draft.id)).toEqual({
      id: draft.id,
      entries: [entry("file")],
      skipped: [{ row: 2, label: "b", error: wrong }],
      missingParts: null,
      kept: [{ row: 4, kept, from: "Aegis" }],
    })
  })

  it("stands beside texts, and no row changes its place when more comes", () => {
    const { drafts } = setUp()
    const { id } = drafts.addTexts(null, ["anna"])
    drafts.addImport(id, file)
    drafts.addTexts(id, ["bert", "bad"])
    const { kept: second } = drafts.addImport(id, { ...file, name: "Ente" })
    expect(drafts.get(id).entries).toEqual(["anna", "file", "bert"].map(entry))
    expect(drafts.get(id).kept.map(({ row, from }) => [row, from])).toEqual([
      [4, "Aegis"],
      [8, "Ente"],
    ])
    expect(second.map(({ row }) => row)).toEqual([8])
    expect(drafts.get(id).skipped).toHaveLength(3)
  })

  it("needs the draft that it is added to", () => {
    const { drafts } = setUp()
    expect(() => drafts.addImport("draft-7", file)).toThrow(gone)
  })
})
