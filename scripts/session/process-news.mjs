/**
 * Never fulfilled.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<never>}
 * @throws {Error} with what it said on stderr, when it ends
 */
export function ended(child) {
  return new Promise((_resolve, reject) => {
    let errors = ""
    child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      errors = (errors + chunk).slice(-2_000)
    })
    child.once("error", reject)
    child.once("exit", (code) => {
      const reason = errors.trim().replace(/^setpriv: failed to execute /, "")
      reject(new Error(reason || `${child.spawnargs.join(" ")}: ended with ${code}`))
    })
  })
}

/**
 * What a server says once it is ready: its address, its display.
 * @param {import("node:child_process").ChildProcess} child
 * @param {import("node:stream").Readable | null | undefined} stream
 * @param {number} [timeLimitMs]
 * @returns {Promise<string>} its first line
 * @throws {Error} when it ends or stays silent instead
 */
export function firstLine(child, stream, timeLimitMs = 15_000) {
  const line = new Promise((resolve, reject) => {
    let text = ""
    const timer = setTimeout(() => {
      reject(new Error(`${child.spawnargs.join(" ")}: silent for ${timeLimitMs / 1000} s`))
    }, timeLimitMs)
    child.once("exit", () => {
      clearTimeout(timer)
    })
    stream?.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      text += chunk
      if (!text.includes("\n")) return
      clearTimeout(timer)
      resolve(text.slice(0, text.indexOf("\n")))
    })
  })
  return Promise.race([line, ended(child)])
}
