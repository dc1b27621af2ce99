import { randomBytes } from "node:crypto"
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deleteAtEnd, endCompanion, startCompanion } from "./companions.mjs"
import { firstLine } from "./process-news.mjs"

/**
 * Starts a screen that exists in memory only, on a display number that is free, open to this user alone.
 * @param {{ width?: number, height?: number }} [size] in pixels
 * @returns {Promise<{ env: { DISPLAY: string, XAUTHORITY: string }, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay({ width = 1280, height = 800 } = {}) {
  const folder = deleteAtEnd(await mkdtemp(join(tmpdir(), "keycard-display-")))
  const authority = join(folder, "authority")
  await writeFile(authority, cookieForAnyDisplay(randomBytes(16)), { mode: 0o600 })
  const args = [
    "-displayfd",
    "3",
    "-screen",
    "0",
    `${width}x${height}x24`,
    "-nolisten",
    "tcp",
    "-auth",
    authority,
  ]
  const child = startCompanion("Xvfb", args, { stdio: ["ignore", "ignore", "pipe", "pipe"] })
  const number = await firstLine(child, /** @type {import("node:stream").Readable} */ (child.stdio[3]))
  return {
    env: { DISPLAY: `:${number.trim()}`, XAUTHORITY: authority },
    stop: () => endCompanion(child, folder),
  }
}

/**
 * An Xauthority file (libXau's AuFileName(3)): the family that matches any host, an empty address and display number,
 * then the scheme's name and the secret, each with its length in two bytes.
 * @param {Buffer} cookie
 */
export function cookieForAnyDisplay(cookie) {
  const field = (/** @type {string | Buffer} */ value) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(value.length)
    return Buffer.concat([length, Buffer.from(value)])
  }
  const anyHost = Buffer.from([0xff, 0xff])
  return Buffer.concat([anyHost, field(""), field(""), field("MIT-MAGIC-COOKIE-1"), field(cookie)])
}
