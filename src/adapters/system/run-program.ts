/** @file Runs a program in our place: its input, output, signals and end are those of whoever started us. */
import { spawn } from "node:child_process"
import { constants } from "node:os"

/** How it ended, or why it did not start; as a shell tells them apart. */
export type ProgramEnd =
  | { readonly exitCode: number }
  | { readonly signal: NodeJS.Signals; readonly exitCode: number }
  | { readonly problem: "missing" | "not-executable"; readonly exitCode: number }

/** What a terminal sends to every program in the foreground by itself. */
const BY_TERMINAL: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"]
const OTHERS: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGUSR2", "SIGCONT"]

/**
 * Until the program has ended no signal ends us; those that only we get are passed on.
 * @param hasTerminal stdin is a terminal
 */
export function runProgram(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  hasTerminal: boolean,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: "inherit", windowsHide: false })
    const listeners = [...BY_TERMINAL, ...OTHERS].map((signal) => {
      process.removeAllListeners(signal)
      const isTheirs = hasTerminal && BY_TERMINAL.includes(signal)
      const listener = () => isTheirs || child.kill(signal)
      process.on(signal, listener)
      return { signal, listener }
    })
    const finish = (end: ProgramEnd) => {
      for (const { signal, listener } of listeners) process.off(signal, listener)
      resolve(end)
    }
    child.once("error", (error: NodeJS.ErrnoException) => {
      const missing = error.code === "ENOENT"
      finish(missing ? { problem: "missing", exitCode: 127 } : { problem: "not-executable", exitCode: 126 })
    })
    child.once("exit", (code, signal) => {
      if (signal === null) finish({ exitCode: code ?? 1 })
      else finish({ signal, exitCode: 128 + constants.signals[signal] })
    })
  })
}

/** Ends this process as the program ended: a shell that waits for it can tell a Ctrl-C. Returns where it cannot. */
export async function endBySignal(signal: NodeJS.Signals): Promise<void> {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}
