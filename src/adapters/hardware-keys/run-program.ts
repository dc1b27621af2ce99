/** @file Runs a program of somebody else's: no shell, no terminal, bounded in time and in what it may say. */
import { spawn } from "node:child_process"
import { AppError } from "../../core/errors.ts"

const MAX_OUTPUT_BYTES = 256 * 1024

export interface ProgramRun {
  readonly program: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly limitMs: number
  readonly signal?: AbortSignal | undefined
  /** What it has said on stderr so far, whenever there is more. */
  readonly onErrorText?: ((text: string) => void) | undefined
}

export interface ProgramEnd {
  /** `missing`: there is no such program. `slow`, `flood`: it was ended for its time, or for saying too much. */
  readonly how: "ended" | "missing" | "slow" | "flood"
  /** null: ended by a signal. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** @throws AppError `cancelled` once the signal aborts; the program is ended then. */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const { program, args, env, limitMs, signal, onErrorText } = run
  if (signal?.aborted === true) return Promise.reject(new AppError({ kind: "cancelled" }))
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      // Without a terminal of its own to ask on: a question would be seen by nobody. On Windows it would open a window.
      detached: process.platform !== "win32",
      windowsHide: true,
    })
    const said = { stdout: [] as Buffer[], stderr: [] as Buffer[], bytes: 0 }
    let how: ProgramEnd["how"] = "ended"
    let isOver = false

    const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8")
    const end = () => {
      // With what it started: Python's launcher on some systems is a program of its own.
      try {
        if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL")
        else child.kill("SIGKILL")
      } catch {
        child.kill("SIGKILL")
      }
    }
    const finish = (work: () => void) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal?.removeEventListener("abort", abort)
      child.stdout.destroy()
      child.stderr.destroy()
      work()
    }
    const settle = (exitCode: number | null) => {
      const [stdout, stderr] = [text(said.stdout), text(said.stderr)]
      finish(() => resolve({ how, exitCode, stdout, stderr }))
    }
    const stop = (why: ProgramEnd["how"]) => {
      how = why
      end()
      settle(null)
    }
    const abort = () => {
      end()
      finish(() => reject(new AppError({ kind: "cancelled" })))
    }
    const timer = setTimeout(() => stop("slow"), limitMs)
    signal?.addEventListener("abort", abort, { once: true })

    const take = (chunks: Buffer[]) => (chunk: Buffer) => {
      said.bytes += chunk.length
      if (said.bytes > MAX_OUTPUT_BYTES) {
        stop("flood")
        return
      }
      chunks.push(chunk)
      if (chunks === said.stderr) onErrorText?.(text(chunks))
    }
    child.stdout.on("data", take(said.stdout))
    child.stderr.on("data", take(said.stderr))
    child.on("error", () => {
      how = "missing"
      settle(null)
    })
    child.on("close", (exitCode) => settle(exitCode))
  })
}
