import { createHmac, randomBytes } from "node:crypto"
import { AppError } from "../../src/core/errors.ts"
import type { Ceremony, HoldCeremony } from "../../src/main/platform-authenticator/ceremony.ts"

/** An authenticator with a person before it: makes of a salt what CTAP's hmac-secret says, one key a credential. */
export class FakeAuthenticator {
  /** Whether it knows hmac-secret, and whether it answers to it while a credential is made. */
  prf: "never" | "when asked" | "at once" = "when asked"
  known = true
  readonly credentials = new Map<string, Buffer>()
  /** Conversations, and which of them a person saw. */
  readonly held: boolean[] = []
  /** Every answer that was handed out, as it is now. */
  readonly answers: Uint8Array[] = []

  readonly hold: HoldCeremony = (visible, talk) => {
    this.held.push(visible)
    return talk(this.#ceremony)
  }

  readonly #ceremony: Ceremony = {
    available: () => Promise.resolve(true),
    create: (salt) => {
      if (!this.known) return Promise.reject(new AppError({ kind: "cancelled" }))
      const credentialId = randomBytes(32)
      const secret = randomBytes(32)
      this.credentials.set(credentialId.toString("hex"), secret)
      const prf = this.prf === "at once" ? this.#evaluate(secret, salt) : null
      return Promise.resolve({ credentialId, prf })
    },
    get: (credentialId, salt) => {
      const secret = this.credentials.get(Buffer.from(credentialId).toString("hex"))
      if (!this.known || secret === undefined) return Promise.reject(new AppError({ kind: "cancelled" }))
      return Promise.resolve(this.prf === "never" ? null : this.#evaluate(secret, salt))
    },
  }

  #evaluate(secret: Buffer, salt: Uint8Array): Uint8Array {
    const answer = Uint8Array.from(createHmac("sha256", secret).update(salt).digest())
    this.answers.push(answer)
    return answer
  }
}
