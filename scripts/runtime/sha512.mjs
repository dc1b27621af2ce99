import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"

/**
 * @param {string} file
 * @returns {Promise<string>} in the form of package-lock.json's `integrity`
 */
export async function sha512OfFile(file) {
  const hash = createHash("sha512")
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return `sha512-${hash.digest("base64")}`
}
