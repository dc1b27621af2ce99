import { createHash } from "node:crypto"
import type { AwsKey } from "../vault/schema.ts"

/** Long enough for others to wait for a time step and for an answer, one after the other. */
export const WAIT_MS = 180_000

/** By device, so that two processes do not wait for the same time step; without the serial, which names a person. */
export function deviceLock(key: Pick<AwsKey, "id" | "mfaSerial">): string {
  const of = createHash("sha256")
    .update(key.mfaSerial ?? key.id)
    .digest("hex")
  return `aws-device-${of.slice(0, 32)}`
}
