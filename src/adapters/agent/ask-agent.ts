/** @file Asks a running Keycard for credentials. Loads nothing but what Node needs for a socket: its time is counted. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from "node:fs"
import { connect } from "node:net"
import {
  MAX_ANSWER_BYTES,
  readAnswer,
  readPlace,
  SILENCE_MS,
  writeRequest,
  type AgentAnswer,
  type AgentPlace,
  type AgentRequest,
} from "../../shared/agent/protocol.ts"

/** A running Keycard's last word. */
export type AgentReply = Exclude<AgentAnswer, { state: "working" | "alone" }>

const MAX_PLACE_BYTES = 4_096
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as { O_NOFOLLOW?: number; O_NONBLOCK?: number }

/** Absent on Windows, where the profile's folder keeps others out. */
const ownUid = process.getuid?.()
const isOwn = ({ uid }: { uid: number }) => ownUid === undefined || uid === ownUid
const isPrivate = ({ mode }: { mode: number }) => ownUid === undefined || (mode & 0o077) === 0

/**
 * Where a Keycard of this user listens, or listened last.
 * @returns null where there is none, and for whatever is not ours alone
 */
export function findAgent(placeFile: string): AgentPlace | null {
  let file: number | undefined
  try {
    file = openSync(placeFile, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size > MAX_PLACE_BYTES || !isOwn(stats) || !isPrivate(stats)) return null
    const place = readPlace(readFileSync(file, "utf8"))
    if (place === null || ownUid === undefined) return place
    const socket = lstatSync(place.socket)
    return socket.isSocket() && isOwn(socket) ? place : null
  } catch {
    return null
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * @param placeFile of {@link findAgent}
 * @returns null where nobody answers, or not in time, or not as agreed: whoever asks then works alone
 */
export function askAgent(
  placeFile: string,
  request: Omit<AgentRequest, "token">,
  silenceMs = SILENCE_MS,
): Promise<AgentReply | null> {
  const place = findAgent(placeFile)
  if (place === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const socket = connect(place.socket)
    let text = ""
    const finish = (reply: AgentReply | null) => {
      clearTimeout(silence)
      socket.destroy()
      resolve(reply)
    }
    let heard = 0
    const silence = setTimeout(() => {
      const before = heard
      // After a look at what came meanwhile: on a busy machine a word may be there, unread.
      setImmediate(() => {
        if (heard === before) finish(null)
      })
    }, silenceMs)
    const take = (line: string) => {
      heard++
      const answer = readAnswer(line)
      if (answer === null || answer.state === "alone") finish(null)
      else if (answer.state === "working") silence.refresh()
      else finish(answer)
    }
    socket.setEncoding("utf8")
    socket.on("data", (chunk: string) => {
      text += chunk
      for (let end = text.indexOf("\n"); end >= 0 && !socket.destroyed; end = text.indexOf("\n")) {
        const line = text.slice(0, end)
        text = text.slice(end + 1)
        take(line)
      }
      if (text.length > MAX_ANSWER_BYTES) finish(null)
    })
    socket.on("error", () => finish(null))
    socket.on("close", () => finish(null))
    socket.write(writeRequest({ ...request, token: place.token }))
  })
}
