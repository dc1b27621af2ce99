/** @file Workers as they may turn out, one by each file's text: how the reader bears them is what is tested. */
import { parentPort } from "node:worker_threads"

const acts = {
  answers: ({ password, format }) => {
    parentPort.postMessage({ kind: "step", step: { step: "reading" } })
    const told = { arguments: process.argv.slice(2), environment: Object.keys(process.env), password, format }
    parentPort.postMessage({
      kind: "done",
      reading: { format: "x", name: JSON.stringify(told), rows: [], duplicates: 0 },
    })
  },
  refuses: () => {
    parentPort.postMessage({
      kind: "failed",
      error: { kind: "import", problem: "password-needed", format: "Aegis" },
    })
  },
  throws: () => {
    throw new Error("a mistake that quotes GEZDGNBVGY3TQOJQ")
  },
  exits: () => process.exit(3),
  fills: () => {
    const all = []
    for (;;) all.push(new Array(1_000_000).fill(all.length))
  },
  overflows: () => acts.overflows() + 1,
  spins: () => {
    for (;;) Math.random()
  },
  derives: () => {
    parentPort.postMessage({ kind: "step", step: { step: "deriving-key", slot: 1, slots: 2 } })
    acts.spins()
  },
}

parentPort.once("message", (job) => acts[new TextDecoder().decode(job.bytes)](job))
