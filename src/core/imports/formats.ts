import { appFormats } from "./formats-apps.ts"
import { fileFormats } from "./formats-files.ts"
import { vaultFormats } from "./formats-vaults.ts"
import type { ImportFormat } from "./format.ts"

/** All formats in the order in which they are tried: what has an unmistakable beginning first. */
export const importFormats: readonly ImportFormat[] = [...vaultFormats, ...fileFormats, ...appFormats]
