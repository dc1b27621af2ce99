import { readFile } from "node:fs/promises"
import { writeStamp } from "../setup/stamp.mjs"

/** @typedef {{ version: string, atMs: number, why: string }} Unreachable a release host that did not answer */

const rememberedMs = 24 * 60 * 60 * 1000

/**
 * @param {Unreachable | undefined} note
 * @param {string} version the Electron that is wanted now
 * @param {number} nowMs
 * @returns {boolean} whether asking again can wait; a note from the future counts for nothing
 */
export function wasUnreachable(note, version, nowMs) {
  return note?.version === version && nowMs >= note.atMs && nowMs - note.atMs < rememberedMs
}

/**
 * @param {string} file
 * @returns {Promise<Unreachable | undefined>}
 */
export async function readUnreachable(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"))
  } catch {
    return undefined
  }
}

/**
 * @param {string} file
 * @param {Unreachable} note
 */
export async function rememberUnreachable(file, note) {
  await writeStamp(file, JSON.stringify(note))
}
