import { safeStorage, systemPreferences } from "electron"
import { AppError } from "../core/errors.ts"
import type { PlatformUnlock } from "../core/ports/platform-unlock.ts"

/**
 * Touch ID. The finger is asked for by macOS, the key is wrapped by a key of the login keychain (safeStorage): the two
 * are not bound to each other, so with this on, the lock is as strong as the login keychain.
 * @returns null on other systems
 */
export function touchId(platform: NodeJS.Platform): PlatformUnlock | null {
  if (platform !== "darwin") return null
  return {
    name: "Touch ID",
    bindsKey: false,
    available: async () =>
      systemPreferences.canPromptTouchID() && (await safeStorage.isAsyncEncryptionAvailable()),
    protect: async (key) =>
      (await safeStorage.encryptStringAsync(Buffer.from(key).toString("base64"))).toString("base64"),
    async reveal(wrapped) {
      try {
        await systemPreferences.promptTouchID("unlock Keycard")
      } catch (cause) {
        throw new AppError({ kind: "cancelled" }, { cause })
      }
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(wrapped, "base64"))
        return Buffer.from(result, "base64")
      } catch (cause) {
        throw new AppError({ kind: "lock-damaged" }, { cause })
      }
    },
  }
}
