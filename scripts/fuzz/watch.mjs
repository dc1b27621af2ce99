/** @file One target in a process of its own: runs its search in a thread, ends it when one input takes longer than a second of
 * computing or memory grows beyond all bounds, saves what was found. */
import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Worker } from "node:worker_threads"

const [folder = "", target = "", secondsText = "", seedText = "", fixtures = "", findings = ""] =
  process.argv.slice(2)

const MAX_INPUT = 65_536
const HANG_MS = 1_000
const MAX_RSS = 1.2 * 1024 ** 3
const endsAtMs = performance.now() + 1_000 * Number(secondsText)
const total = { tries: 0, inputs: 0, branches: 0, findings: 0, rss: 0 }

/** @param {string} what @param {Uint8Array} bytes */
function save(what, bytes) {
  mkdirSync(findings, { recursive: true })
  const name = `${target}-${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`
  writeFileSync(join(findings, name), bytes)
  total.findings += 1
  const shown =
    bytes.length <= 300 ? `\n    Buffer.from("${Buffer.from(bytes).toString("base64")}", "base64")` : ""
  process.stdout.write(
    `  ${target}: ${what}\n    saved as ${join(findings, name)}: add it as a test${shown}\n`,
  )
}

/** @param {number} seed @returns {Promise<void>} when the thread has ended by itself or was ended */
function run(seed) {
  const seconds = (endsAtMs - performance.now()) / 1_000
  const shared = new SharedArrayBuffer(8 + MAX_INPUT)
  const heads = new Int32Array(shared, 0, 2)
  const worker = new Worker(join(folder, "worker.mjs"), {
    workerData: { target, fixtures, seconds, seed, shared },
  })
  return new Promise((resolve, reject) => {
    let last = { count: 0, cpuMs: cpuMs() }
    const timer = setInterval(() => {
      const count = Atomics.load(heads, 0)
      const rss = process.memoryUsage.rss()
      total.rss = Math.max(total.rss, rss)
      const inputNow = () => Uint8Array.from(new Uint8Array(shared, 8, heads[1]))
      if (count !== last.count || count === 0) last = { count, cpuMs: cpuMs() }
      // Time of computing, not of the clock: other processes may need the machine too.
      const hung = cpuMs() - last.cpuMs > HANG_MS
      if (!hung && rss < MAX_RSS) return
      clearInterval(timer)
      save(hung ? "one input takes longer than a second" : "memory over 1.2 GiB", inputNow())
      total.tries += count
      void worker.terminate().then(() => resolve())
    }, 50)
    worker.on("message", (message) => {
      if ("crash" in message) save(message.crash, message.bytes)
      else {
        total.tries += message.tries
        total.inputs = Math.max(total.inputs, message.inputs)
        total.branches = Math.max(total.branches, message.branches)
      }
    })
    worker.on("error", (error) => {
      clearInterval(timer)
      reject(error)
    })
    worker.on("exit", () => {
      clearInterval(timer)
      resolve()
    })
  })
}

function cpuMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

for (let seed = Number(seedText); endsAtMs - performance.now() > 500 && total.findings < 20; seed++)
  await run(seed)
const { tries, inputs, branches, rss } = total
process.stdout.write(
  `  ${target.padEnd(40)} ${String(tries).padStart(9)} tries ${String(branches).padStart(6)} branches ${String(inputs).padStart(5)} inputs kept ${(rss / 1024 ** 2).toFixed(0).padStart(5)} MiB ${total.findings} findings\n`,
)
process.exit(total.findings === 0 ? 0 : 1)
