/** @file Where a running Keycard listens: a socket in a folder that only its user can enter, or a named pipe. */
import { createHash, randomBytes } from "node:crypto"
import { promises } from "node:fs"
import { join, posix } from "node:path"
import { temporaryName } from "../files/temporary.ts"
import { writePlace, type AgentPlace } from "../../shared/agent/protocol.ts"

export interface AgentSurroundings {
  readonly platform: NodeJS.Platform
  /** Keycard's data folder. */
  readonly folder: string
  /** `XDG_RUNTIME_DIR`. */
  readonly runtimeFolder: string | undefined
}

/** sun_path holds 104 bytes on macOS and 108 on Linux, the last one a zero. */
const MAX_SOCKET_PATH = 103

const own = process.getuid?.()

/** A folder of ours that nobody else can enter. @returns whether it is */
async function isOwnFolder(path: string): Promise<boolean> {
  try {
    const stats = await promises.lstat(path)
    return stats.isDirectory() && stats.uid === own && (stats.mode & 0o077) === 0
  } catch {
    return false
  }
}

/**
 * XDG Base Directory Specification: the runtime folder is the user's, 0700, on this machine, and goes with the login.
 * Where it is not all of that, the data folder.
 * @returns a path that can be listened on; null where there is none
 */
async function socketPath({ folder, runtimeFolder = "" }: AgentSurroundings): Promise<string | null> {
  const name = `${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.sock`
  const bases = posix.isAbsolute(runtimeFolder) ? [runtimeFolder, folder] : [folder]
  for (const base of bases) {
    const path = join(base, base === folder ? "agent" : "keycard", name)
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH) continue
    if (base !== folder && !(await isOwnFolder(base))) continue
    const parent = join(path, "..")
    await promises.mkdir(parent, { recursive: true, mode: 0o700 })
    if (await isOwnFolder(parent)) return path
  }
  return null
}

/** @returns a place to listen at, with a new token; null where there is none */
export async function newPlace(surroundings: AgentSurroundings): Promise<AgentPlace | null> {
  const token = randomBytes(32).toString("base64url")
  // A pipe stands in a name space that all users share: its name is not to be guessed before it is there.
  if (surroundings.platform === "win32")
    return { socket: `\\\\.\\pipe\\keycard-${randomBytes(16).toString("hex")}`, token }
  const socket = await socketPath(surroundings)
  return socket === null ? null : { socket, token }
}

/** Tells where, to the user alone: the file is private from the moment it exists, and there as a whole or not at all. */
export async function tellPlace(placeFile: string, place: AgentPlace): Promise<void> {
  const temporary = temporaryName(placeFile)
  await promises.writeFile(temporary, writePlace(place), { flag: "wx", mode: 0o600 })
  try {
    await promises.rename(temporary, placeFile)
  } catch (error) {
    await promises.rm(temporary, { force: true })
    throw error
  }
}
