import type { SecretName } from "../ports/secret-store.ts"

/** The keychain item of the key that backups by themselves are sealed with. By itself: who only names it loads no more. */
export const keyItemName = (keyId: string): SecretName => `backup/${keyId}`
