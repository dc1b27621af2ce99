/** @file Whether a Linux desktop shows icons in a tray: it then owns a name on the session's D-Bus. */
import { connect } from "node:net"

/** The freedesktop/KDE StatusNotifierItem specification, "StatusNotifierWatcher". */
const WATCHER = "org.kde.StatusNotifierWatcher"
const LIMIT_MS = 1_000

const METHOD_CALL = 1
const METHOD_RETURN = 2
const PATH = 1
const INTERFACE = 2
const MEMBER = 3
const DESTINATION = 6
const SIGNATURE = 8

const align = (length: number) => Math.ceil(length / 8) * 8

/** A string of the wire: its length, itself, a zero. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes, Buffer.alloc(1)])
}

/** A call of the bus itself, little-endian (D-Bus Specification, "Message Protocol"). */
function call(serial: number, member: string, argument: string | null): Buffer {
  const body = argument === null ? Buffer.alloc(0) : text(argument)
  const signature = argument === null ? [] : [[SIGNATURE, "g", "s"] as const]
  let fields = Buffer.alloc(0)
  for (const [code, type, value] of [
    [PATH, "o", "/org/freedesktop/DBus"],
    [INTERFACE, "s", "org.freedesktop.DBus"],
    [MEMBER, "s", member],
    [DESTINATION, "s", "org.freedesktop.DBus"],
    ...signature,
  ] as const) {
    const padding = Buffer.alloc(align(fields.length) - fields.length)
    const head = Buffer.from([code, 1, type.charCodeAt(0), 0])
    const content = type === "g" ? Buffer.from([value.length, ...Buffer.from(value), 0]) : text(value)
    fields = Buffer.concat([fields, padding, head, content])
  }
  const start = Buffer.alloc(16)
  start.write("l", 0, "latin1")
  start[1] = METHOD_CALL
  start[3] = 1
  start.writeUInt32LE(body.length, 4)
  start.writeUInt32LE(serial, 8)
  start.writeUInt32LE(fields.length, 12)
  const padding = Buffer.alloc(align(16 + fields.length) - 16 - fields.length)
  return Buffer.concat([start, fields, padding, body])
}

/** The bodies of the whole replies in what has come; signals and errors between them are passed over. */
function replies(bytes: Buffer): Buffer[] {
  const bodies: Buffer[] = []
  let at = 0
  while (bytes.length - at >= 16) {
    const bodyAt = at + align(16 + bytes.readUInt32LE(at + 12))
    const end = bodyAt + bytes.readUInt32LE(at + 4)
    if (bytes.length < end) break
    if (bytes[at + 1] === METHOD_RETURN) bodies.push(bytes.subarray(bodyAt, end))
    at = end
  }
  return bodies
}

/** Where the bus listens; null: not on a socket of this machine. */
function socketOf(address: string): string | null {
  const [, kind, path] = /^unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address) ?? []
  if (path === undefined) return null
  return `${kind === "abstract" ? "\0" : ""}${decodeURIComponent(path)}`
}

/**
 * @param busAddress `DBUS_SESSION_BUS_ADDRESS`
 * @param name another name to ask for
 * @returns false also where there is no bus, or it does not answer within a second. Never rejects.
 */
export function hasTrayHost(busAddress: string | undefined, name = WATCHER): Promise<boolean> {
  const path = socketOf(busAddress ?? "")
  if (path === null) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = connect({ path })
    let received = Buffer.alloc(0)
    let admitted = false
    const end = (answer: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end(false), LIMIT_MS)
    socket.on("error", () => end(false))
    socket.on("close", () => end(false))
    socket.on("connect", () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString("hex")
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk])
      if (!admitted) {
        const lineEnd = received.indexOf("\r\n")
        if (lineEnd === -1) return
        if (!received.toString("latin1", 0, 3).startsWith("OK ")) {
          end(false)
          return
        }
        admitted = true
        received = received.subarray(lineEnd + 2)
        socket.write("BEGIN\r\n")
        socket.write(Buffer.concat([call(1, "Hello", null), call(2, "NameHasOwner", name)]))
      }
      const [, owned] = replies(received)
      if (owned !== undefined) end(owned.length === 4 && owned.readUInt32LE(0) === 1)
    })
  })
}
