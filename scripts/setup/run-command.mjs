import { spawn } from "node:child_process"

/** @typedef {{ code: number, output: string, timedOut: boolean }} Outcome */

/**
 * Runs a command, keeps all it says and shows nothing. Never throws: a command that cannot be started ends with
 * code 127 and the reason as its output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeLimitMs?: number, signal?: AbortSignal, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = ""
    let timedOut = false
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      signal: options.signal,
      killSignal: "SIGKILL",
      shell: process.platform === "win32" && command === "npm", // there npm is a .cmd file
    })
    const timer = options.timeLimitMs === undefined ? undefined : setTimeout(stop, options.timeLimitMs)
    function stop() {
      timedOut = true
      child.kill("SIGKILL")
    }
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(timer)
      resolve({ code, output, timedOut })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output += text
        options.onOutput?.(text)
      })
    }
    child.on("error", (error) => {
      output += error.message
      if (child.pid === undefined) end(127)
    })
    child.on("close", (code) => {
      end(code ?? 1)
    })
  })
}

/**
 * The end of a long output: where the reason of a failure usually stands.
 * @param {string} output
 */
export function lastLines(output, count = 25) {
  return output.trimEnd().split("\n").slice(-count).join("\n")
}
