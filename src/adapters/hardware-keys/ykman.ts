/** @file Codes from a YubiKey, through Yubico's own program: Keycard speaks to no USB device itself. */
import { delimiter } from "node:path"
import { AppError, isAppError, type YubikeyProblem } from "../../core/errors.ts"
import type { CodeSource, HardwareEntryOf, HardwareKey } from "../../core/ports/code-source.ts"
import { asksForTouch, readCode, readEntries, readSerials, refusalOf } from "./read-ykman.ts"
import { runProgram, type ProgramEnd } from "./run-program.ts"

/** It waits 2.5 s for a key to come, and Python takes its time to start. */
const LIST_LIMIT_MS = 20_000
/** The key waits 15 s for a touch. */
const CODE_LIMIT_MS = 40_000
/** Between a line that is printed and our reading it. */
const LATE_MS = 300

/** Where it is installed and a program that a desktop starts does not look. */
const FOLDERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["/opt/homebrew/bin", "/usr/local/bin", "/Applications/YubiKey Manager.app/Contents/MacOS"],
  linux: ["/usr/local/bin", "/snap/bin"],
  win32: [
    String.raw`C:\Program Files\Yubico\YubiKey Manager CLI`,
    String.raw`C:\Program Files\Yubico\YubiKey Manager`,
  ],
}

export interface YkmanOptions {
  readonly env: NodeJS.ProcessEnv
  readonly nowMs: () => number
  readonly platform?: NodeJS.Platform
  /** For tests; in milliseconds. */
  readonly limits?: { readonly list: number; readonly code: number }
}

/** What it is started with: nothing of AWS's or of ours is its business. */
function environmentOf({ env, platform = process.platform }: YkmanOptions): NodeJS.ProcessEnv {
  const passed = Object.entries(env).filter(([name]) => !/^(AWS|KEYCARD)_/i.test(name))
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH"
  const folders = [env[path] ?? "", ...(FOLDERS[platform] ?? [])].filter(Boolean).join(delimiter)
  return { ...Object.fromEntries(passed), [path]: folders, PYTHONIOENCODING: "utf-8" }
}

/** {@link CodeSource} by `ykman`, started anew for each question. */
export function createYkman(options: YkmanOptions): CodeSource {
  const { nowMs, limits = { list: LIST_LIMIT_MS, code: CODE_LIMIT_MS } } = options
  const env = environmentOf(options)
  const touched = new Set<string>()
  const nameOf = ({ serial, entry }: HardwareEntryOf) => `${serial} ${entry}`

  const failed = (problem: YubikeyProblem, serial: string | null) =>
    new AppError({ kind: "yubikey", problem, serial })

  async function ykman(
    args: readonly string[],
    serial: string | null,
    more: { limitMs: number; signal?: AbortSignal | undefined; onErrorText?: (text: string) => void },
  ): Promise<ProgramEnd> {
    const end = await runProgram({ program: "ykman", args, env, ...more })
    const problem = refusalOf(end)
    if (problem === null) return end
    throw failed(problem === "absent" ? await whyAbsent(serial, more.signal) : problem, serial)
  }

  async function serials(signal?: AbortSignal): Promise<string[]> {
    const { stdout, stderr } = await ykman(["list", "--serials"], null, { limitMs: limits.list, signal })
    const found = readSerials(stdout)
    if (found === null) throw failed("garbled", null)
    if (found.length === 0)
      throw failed(stderr.includes("PC/SC not available") ? "service-missing" : "none", null)
    return found
  }

  /** It says the same of a key that is not there and of one that another program holds. */
  async function whyAbsent(serial: string | null, signal?: AbortSignal): Promise<YubikeyProblem> {
    try {
      return serial !== null && (await serials(signal)).includes(serial) ? "busy" : "absent"
    } catch (error) {
      if (isAppError(error, "yubikey")) return error.data.problem
      throw error
    }
  }

  async function entriesOf(serial: string, signal?: AbortSignal): Promise<HardwareKey> {
    const args = ["--device", serial, "oath", "accounts", "list", "--oath-type", "--period"]
    try {
      const { stdout } = await ykman(args, serial, { limitMs: limits.list, signal })
      const entries = readEntries(stdout)
      if (entries === null) throw failed("garbled", serial)
      return { serial, entries, problem: null }
    } catch (error) {
      if (!isAppError(error, "yubikey")) throw error
      return { serial, entries: [], problem: error.data }
    }
  }

  return {
    async keys(signal) {
      const found: HardwareKey[] = []
      // One after the other: two of its processes at once disturb each other.
      for (const serial of await serials(signal)) found.push(await entriesOf(serial, signal))
      return found
    },
    wantsTouch: (key) => touched.has(nameOf(key)),
    async code(key, { onTouch, signal }) {
      const { serial, entry } = key
      const startedMs = nowMs()
      let touchMs: number | null = null
      const onErrorText = (text: string) => {
        if (touchMs !== null || !asksForTouch(text)) return
        touchMs = nowMs()
        touched.add(nameOf(key))
        onTouch()
      }
      const args = ["--device", serial, "oath", "accounts", "code", "--", entry]
      const { stdout } = await ykman(args, serial, { limitMs: limits.code, signal, onErrorText })
      const read = readCode(stdout, entry)
      if ("problem" in read) throw failed(read.problem, serial)
      // It tells the key the time just after it asked for the touch, not when that came.
      const asked = touchMs as number | null
      const [fromMs, toMs] = asked === null ? [startedMs, nowMs()] : [asked - LATE_MS, asked + LATE_MS]
      return { code: read.code, fromMs, toMs }
    },
  }
}
