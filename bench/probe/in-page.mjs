/** @file Functions that run in the page: each is sent there as its own text, so none may use anything around it. */
/* global document, addEventListener, requestAnimationFrame, MutationObserver */

/**
 * Waits for the first paint and, if asked, for the first code. The moment its digits are in the document, and before
 * they are painted, a letter of our own is put beside them: Chromium says when that was painted, in the same frame
 * (W3C Element Timing; it tells of an element's first paint only, and a code's element may have been there before).
 * @param {boolean} waitsForCode
 * @returns {Promise<{ paintedMs: number, codeMs: number | null }>} Unix times in milliseconds
 */
export async function reportFirstPaints(waitsForCode) {
  const absolute = (/** @type {number} */ time) => performance.timeOrigin + time
  /** @type {(type: string, name: string) => Promise<any>} */
  const entryOf = (type, name) =>
    new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        const found = list
          .getEntries()
          .find((/** @type {any} */ entry) => [entry.name, entry.identifier].includes(name))
        if (!found) return
        observer.disconnect()
        resolve(found)
      }).observe({ type, buffered: true })
    })
  const paint = entryOf("paint", "first-contentful-paint")
  if (!waitsForCode) return { paintedMs: absolute((await paint).startTime), codeMs: null }

  const witness = document.createElement("div")
  witness.textContent = "x"
  witness.setAttribute("elementtiming", "code")
  Object.assign(witness.style, { position: "fixed", left: "0", top: "0", fontSize: "8px" })
  const painted = entryOf("element", "code")
  const see = () => {
    if (!document.querySelector("[data-code]")) return false
    document.body.append(witness)
    return true
  }
  if (!see()) {
    const observer = new MutationObserver(() => {
      if (!see()) return
      observer.disconnect()
    })
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-code"],
    })
  }
  const codeMs = absolute((await painted).renderTime)
  witness.remove()
  return { paintedMs: absolute((await paint).startTime), codeMs }
}

/**
 * Each code that is painted in a time, in the place of another.
 * @param {number} forMs
 * @returns {Promise<{ id: string, code: string, paintedMs: number }[]>} by account; Unix times of the page's clock
 */
export function reportTurns(forMs) {
  /** @type {{ id: string, code: string, paintedMs: number }[]} */
  const turns = []
  const observer = new MutationObserver((records) => {
    const changed = new Set(records.map(({ target }) => /** @type {HTMLElement} */ (target)))
    const seen = [...changed].flatMap((element) => {
      const [id, code] = [element.closest("[role=row]")?.id, element.dataset.code]
      // The next code stands there too, unseen.
      return id === undefined || code === undefined || !element.checkVisibility()
        ? []
        : [{ id: id.replace("row-", ""), code }]
    })
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => turns.push(...seen.map((one) => ({ ...one, paintedMs: Date.now() })))
      channel.port2.postMessage(null)
    })
  })
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ["data-code"] })
  return new Promise((resolve) => {
    setTimeout(() => {
      observer.disconnect()
      resolve(turns)
    }, forMs)
  })
}

/**
 * From the next key press to the end of the frame in which the list's rows are others than before.
 * @returns {Promise<number | null>} milliseconds; null when no key came or nothing changed for three seconds
 */
export function reportSearch() {
  const rows = () => Array.from(document.querySelectorAll("[role=row]"), ({ id }) => id).join(" ")
  const before = rows()
  return new Promise((resolve) => {
    setTimeout(resolve, 3_000, null)
    addEventListener(
      "keydown",
      (event) => {
        const afterFrame = () => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => {
            if (rows() !== before) resolve(performance.now() - event.timeStamp)
            else requestAnimationFrame(afterFrame)
          }
          channel.port2.postMessage(null)
        }
        requestAnimationFrame(afterFrame)
      },
      { capture: true, once: true },
    )
  })
}
