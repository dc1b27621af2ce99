import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { newHome } from "../cli/support/keycard.ts"
import { comparable, names, type Comparable } from "./expected-entry.ts"

const samples = resolve(import.meta.dirname, "../../../shared/samples")
const isThere = existsSync(join(samples, "EXPECTED.json"))

interface Sample {
  readonly file: string
  readonly password: string | null
  readonly entries?: readonly (Readonly<Record<string, unknown>> | string)[] | string
  readonly result?: string
}

interface Printed {
  readonly format: string
  readonly entries: readonly (Comparable & { issuer: string; account: string })[]
  readonly skipped: readonly { row: number; reason: string; kept?: true }[]
  readonly duplicates: number
}

const listed = isThere
  ? (JSON.parse(readFileSync(join(samples, "EXPECTED.json"), "utf8")) as { samples: Sample[] }).samples
  : []

const key = ({ type, algorithm, digits, period, counter, secret }: Comparable) =>
  [type, algorithm, digits, period, counter, secret].join(" ")

describe.skipIf(!isThere)(
  "every file of other programs in ../shared/samples (skipped where it is absent)",
  () => {
    it.each(listed.map((sample) => [sample.file, sample] as const))("%s", async (file, sample) => {
      const home = await newHome()
      const folder = file.split("/")[0] ?? ""
      const args = ["import", join(samples, file), "--dry-run", "--reveal", "--json"]
      if (sample.password !== null)
        args.push("--password-file", home.write("export-password", `${sample.password}\n`))
      const { exitCode, stdout, stderr } = await home.keycard(args)
      const raw = Array.isArray(sample.entries)
        ? (sample.entries as readonly (Readonly<Record<string, unknown>> | string)[])
        : []
      const expected = raw.flatMap((one) => comparable(folder, one))
      if (expected.length === 0) {
        expect([exitCode, stdout]).toEqual([5, ""])
        expect(stderr).not.toBe("")
        return
      }
      expect(stderr + String(exitCode)).toMatch(/0$/)
      const printed = JSON.parse(stdout) as Printed
      expect(printed.entries.map(key).sort()).toEqual(expected.map(key).sort())
      const named = printed.entries.map(({ issuer, account, secret }) => [issuer, account, secret])
      for (const one of raw.map((line) => names(folder, line)))
        if (one !== null) expect(named).toContainEqual(one)
    })
  },
)
