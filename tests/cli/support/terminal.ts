/** @file Runs `keycard` on a terminal of its own, made by `script` of util-linux, and types into it. */
import { spawn, spawnSync } from "node:child_process"
import { keycardScript } from "./build.ts"
import type { Environment, Home } from "./keycard.ts"

/** Why there is no such terminal here, for `skipIf`; undefined where there is. */
export const whyNoTerminal =
  process.platform === "linux" && spawnSync("script", ["--version"]).error === undefined
    ? undefined
    : "`script` of util-linux is not installed"

export interface Step {
  /** Typed once this has been seen since the last step: what is typed before a question would be echoed. */
  readonly after: RegExp
  readonly type: string
}

export interface Session {
  readonly exitCode: number | null
  /** All that a person saw, stdout and stderr, as the terminal got it. */
  readonly screen: string
}

/** Runs it with stdin, stdout and stderr on the terminal; ends it after 45 s. */
export async function onTerminal(
  home: Home,
  args: readonly string[],
  steps: readonly Step[] = [],
  env: Environment = {},
): Promise<Session> {
  const command = [process.execPath, await keycardScript(), ...args]
  const line = command.map((part) => `'${part.replaceAll("'", String.raw`'\''`)}'`).join(" ")
  return new Promise((resolve, reject) => {
    const child = spawn("script", ["-qefc", `exec ${line}`, "/dev/null"], {
      env: { ...home.env, ...env, SHELL: "/bin/sh", TERM: "xterm-256color" },
      stdio: ["pipe", "pipe", "inherit"],
    })
    const tooLong = setTimeout(() => child.kill("SIGKILL"), 45_000)
    const left = [...steps]
    let screen = ""
    let seen = 0
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      screen += text
      const [step] = left
      if (!step?.after.test(screen.slice(seen))) return
      left.shift()
      seen = screen.length
      child.stdin.write(step.type)
    })
    child.once("error", reject)
    child.once("close", (exitCode) => {
      clearTimeout(tooLong)
      child.stdin.destroy()
      resolve({ exitCode, screen })
    })
  })
}
