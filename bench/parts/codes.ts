import { createHmac } from "node:crypto"
import { decodeBase32 } from "../../src/core/otp/base32.ts"
import { codeAt } from "../../src/core/otp/codes.ts"
import { against, type Result } from "../figure.ts"
import { interleave } from "../measure.ts"
import { sampleEntry } from "../sample-accounts.ts"

/** Twenty thousand at once: a thousand are over too soon to be timed. */
const TIMES = 20
const AT_MS = 1_767_225_600_000

/** 1,000 codes through core against the hash function under them. Ours makes two codes each time: now and next. */
export async function measureCodes(): Promise<Result[]> {
  const entries = Array.from({ length: 1_000 }, (_, index) => sampleEntry(index))
  const keys = entries.map(({ secret }) => Buffer.from(decodeBase32(secret)))
  const counter = Buffer.alloc(8)
  let sum = 0 // what is made is used, so that no compiler leaves it out

  const ours = () => {
    for (let time = 0; time < TIMES; time++) {
      for (const entry of entries) {
        const { code, next } = codeAt(entry, AT_MS + time * 60_000)
        sum += code.length + next.length
      }
    }
  }
  const raw = () => {
    for (let time = 0; time < TIMES * 2; time++) {
      counter.writeBigUInt64BE(BigInt(AT_MS / 30_000 + time))
      for (const key of keys) {
        const mac = createHmac("sha1", key).update(counter).digest()
        const code = mac.readUInt32BE((mac[19] ?? 0) & 0x0f) & 0x7fffffff
        sum += String(code % 1_000_000).padStart(6, "0").length
      }
    }
  }
  const timed = (work: () => void) => () => {
    const startedMs = performance.now()
    work()
    return (performance.now() - startedMs) / TIMES / 2
  }
  const values = await interleave(7, { ours: timed(ours), raw: timed(raw) })
  if (sum === 0) throw new Error("no codes were made")
  return [
    against(
      "1,000 codes",
      { ours: values.ours, peer: values.raw },
      { limit: 2, name: "node:crypto createHmac" },
    ),
  ]
}
