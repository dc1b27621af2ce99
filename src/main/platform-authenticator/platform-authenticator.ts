import { AppError } from "../../core/errors.ts"
import {
  authenticatorInput,
  SALT_BYTES,
  unwrapByAuthenticator,
  wrapByAuthenticator,
} from "../../core/lock/authenticator-key.ts"
import type { PlatformUnlock } from "../../core/ports/platform-unlock.ts"
import type { Random } from "../../core/ports/random.ts"
import type { HoldCeremony } from "./ceremony.ts"

export interface AuthenticatorDeps {
  /** As its users know it. */
  readonly name: string
  readonly hold: HoldCeremony
  readonly random: Pick<Random, "bytes">
}

/**
 * The authenticator that is built into the computer, asked through WebAuthn. The key is bound to it: what opens the
 * wrapped key is made inside the authenticator after it knew its person, and is kept nowhere (WebAuthn Level 3,
 * "Pseudo-random function extension (prf)"; CTAP 2.1, "HMAC Secret Extension (hmac-secret)").
 */
export function platformAuthenticator({ name, hold, random }: AuthenticatorDeps): PlatformUnlock {
  let asking = false

  /** The system shows one question at a time; a second one would call the first one off. */
  async function alone<T>(ask: () => Promise<T>): Promise<T> {
    if (asking) throw new AppError({ kind: "cancelled" })
    asking = true
    try {
      return await ask()
    } finally {
      asking = false
    }
  }

  return {
    name,
    bindsKey: true,
    available: () => hold(false, (ceremony) => ceremony.available()),
    protect: (key) =>
      alone(() =>
        hold(true, async (ceremony) => {
          const salt = random.bytes(SALT_BYTES)
          const made = await ceremony.create(salt)
          if (made === null) throw new AppError({ kind: "platform-unlock", problem: "no-key", name })
          const { credentialId } = made
          // Many authenticators make nothing of a salt while they make a credential.
          const prf = made.prf ?? (await ceremony.get(credentialId, salt))
          if (prf === null) throw new AppError({ kind: "platform-unlock", problem: "no-key", name })
          try {
            return wrapByAuthenticator(prf, { credentialId, salt }, key, random)
          } finally {
            prf.fill(0)
          }
        }),
      ),
    reveal: (wrapped) =>
      alone(async () => {
        const { credentialId, salt } = authenticatorInput(wrapped)
        const prf = await hold(true, (ceremony) => ceremony.get(credentialId, salt))
        if (prf === null) throw new AppError({ kind: "lock-damaged" })
        try {
          return unwrapByAuthenticator(prf, wrapped)
        } finally {
          prf.fill(0)
        }
      }),
  }
}
