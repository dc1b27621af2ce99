/** @file Tells whether a process named in a lock or a temporary file still lives, and is still the same one. */
import { execFile } from "node:child_process"
import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"
import { promisify } from "node:util"

const run = promisify(execFile)
const YOUNG_MS = 2_000

/** Names a process for as long as it lives. */
export interface ProcessIdentity {
  readonly pid: number
  /** Machine, boot and pid namespace: a pid means nothing outside them. */
  readonly host: string
  /** Linux: start in clock ticks since boot. Elsewhere empty: asked for when it is needed. */
  readonly start: string
}

/** Whether any process has this pid. One that belongs to another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"
  }
}

let own: ProcessIdentity | undefined
export function ownIdentity(): ProcessIdentity {
  own ??= { pid: process.pid, host: hostIdentity(), start: linuxState(process.pid)?.start ?? "" }
  return own
}

/**
 * Whether the process that left a mark at `markedAtMs` is gone. `null`: it lived on another machine, in another
 * container, and cannot be asked.
 */
export async function isGone(marked: ProcessIdentity, markedAtMs: number): Promise<boolean | null> {
  if (marked.host !== ownIdentity().host) return sameMachine(marked.host) ? true : null
  if (!isAlive(marked.pid)) return true
  if (process.platform === "linux") {
    const now = linuxState(marked.pid)
    // A zombie holds nothing any more; in a container without an init it stays one for ever.
    return now !== null && (now.start !== marked.start || "ZXx".includes(now.state))
  }
  // Asking costs a process of its own: not for a mark that may well be its maker's, who has only just made it.
  if (Date.now() - markedAtMs < YOUNG_MS) return false
  const startedAtMs = await startTimeMs(marked.pid)
  // A process that began after the mark was made has only inherited the number. Start times are whole seconds.
  return startedAtMs !== null && startedAtMs > markedAtMs + 2_000
}

/** Another boot of this machine, in the same pid namespace as far as that can be known: nobody of then lives now. */
function sameMachine(host: string): boolean {
  const [theirName, theirBoot] = host.split(" ")
  const [ourName, ourBoot] = hostIdentity().split(" ")
  return ourBoot !== "" && theirName === ourName && theirBoot !== ourBoot
}

function hostIdentity(): string {
  const name = hostname().replace(/\s/g, "-")
  if (process.platform !== "linux") return name
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    return `${name} ${boot} ${readlinkSync("/proc/self/ns/pid")}`
  } catch {
    return name
  }
}

/** Fields 3 and 22 of /proc/<pid>/stat, proc(5). The name in field 2 may hold spaces and brackets. */
function linuxState(pid: number): { state: string; start: string } | null {
  if (process.platform !== "linux") return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return { state: fields[0] ?? "", start: fields[19] ?? "" }
  } catch {
    return null
  }
}

/** When a process began, in Unix milliseconds, on systems without /proc; `null` when that cannot be told. */
export async function startTimeMs(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<number | null> {
  const script = `[DateTimeOffset]::new((Get-Process -Id ${pid}).StartTime).ToUnixTimeMilliseconds()`
  const [program, ...parameters] =
    platform === "win32"
      ? (["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script] as const)
      : (["ps", "-p", String(pid), "-o", "lstart="] as const)
  try {
    const { stdout } = await run(program, parameters, {
      timeout: 5_000,
      windowsHide: true,
      env: { ...process.env, LC_ALL: "C" },
    })
    const text = stdout.trim()
    const startedAtMs = platform === "win32" ? Number(text) : Date.parse(text)
    return text === "" || Number.isNaN(startedAtMs) ? null : startedAtMs
  } catch {
    return null
  }
}
