const secondsText = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`

/**
 * Says what is being done while it is done: a line when it starts, the time it took when it ends; on a terminal the
 * seconds count up in place. The work may report a short detail (such as megabytes so far), shown on terminals only.
 * @template T
 * @param {string} label e.g. "Installing packages"
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @param {{ out?: { write: (text: string) => unknown, isTTY?: boolean }, outcome?: (result: T) => string }} [options]
 * outcome: the word for how it ended, where "done" would not be true
 * @returns {Promise<T>}
 */
export async function showProgress(label, work, options = {}) {
  const { out = process.stdout, outcome = () => "done" } = options
  const startedMs = performance.now()
  let detail = ""
  const elapsed = () => secondsText(performance.now() - startedMs)
  const redraw = () => out.write(`\r\x1b[2K${label} … ${detail}${detail ? ", " : ""}${elapsed()}`)
  const timer = out.isTTY ? setInterval(redraw, 200) : undefined
  out.write(out.isTTY ? `${label} …` : `${label} …\n`)
  const finish = (/** @type {string} */ end) => {
    clearInterval(timer)
    out.write(out.isTTY ? `\r\x1b[2K${label}: ${end}\n` : `  ${end}\n`)
  }
  try {
    const result = await work((text) => {
      detail = text
    })
    finish(`${outcome(result)} in ${elapsed()}`)
    return result
  } catch (error) {
    finish(`failed after ${elapsed()}`)
    throw error
  }
}
