import { appFormats } from "./formats-apps.ts"
import { fileFormats } from "./formats-files.ts"
import { vaultFormats } from "./formats-vaults.ts"
import { zipOf } from "./formats/zip.ts"
import type { ImportFormat } from "./format.ts"

/**
 * All formats in the order in which they are tried: what has an unmistakable beginning, then links, pictures and
 * pages, then what is told by its fields; last of all andOTP's ciphertext, which has no mark at all.
 */
export const importFormats: readonly ImportFormat[] = [
  ...vaultFormats,
  zipOf(() => importFormats),
  ...fileFormats,
  ...appFormats,
]
