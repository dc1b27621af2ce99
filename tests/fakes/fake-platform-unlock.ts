import { AppError } from "../../src/core/errors.ts"
import type { PlatformUnlock } from "../../src/core/ports/platform-unlock.ts"

/** A sensor that knows "the owner". Like the real one it asks with each reveal, and keeps nothing itself. */
export class FakePlatformUnlock implements PlatformUnlock {
  readonly name = "Fake ID"
  readonly bindsKey = false
  /** Who is in front of it. */
  person = "the owner"
  asked = 0

  available(): Promise<boolean> {
    return Promise.resolve(true)
  }

  protect(key: Uint8Array): Promise<string> {
    return Promise.resolve(`fake:${Buffer.from(key).toString("base64")}`)
  }

  reveal(wrapped: string): Promise<Uint8Array> {
    this.asked++
    if (this.person !== "the owner") return Promise.reject(new AppError({ kind: "cancelled" }))
    if (!wrapped.startsWith("fake:")) return Promise.reject(new AppError({ kind: "lock-damaged" }))
    return Promise.resolve(Buffer.from(wrapped.slice(5), "base64"))
  }
}
