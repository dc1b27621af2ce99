/** @file The running Keycard's side of the socket. Whatever a peer sends, it costs a few kilobytes and some seconds. */
import { promises } from "node:fs"
import { createServer, type Server, type Socket } from "node:net"
import {
  MAX_REQUEST_BYTES,
  readRequest,
  WORKING_EVERY_MS,
  writeAnswer,
  type AgentAnswer,
  type AgentRequest,
} from "../../shared/agent/protocol.ts"
import { isSameSecret } from "../system/same-secret.ts"
import { newPlace, tellPlace, type AgentSurroundings } from "./agent-place.ts"

/** More than a build with many parallel calls has; who comes after them works alone. */
const MAX_CONNECTIONS = 128
const PATIENCE_MS = 3_000

export interface AgentOptions extends AgentSurroundings {
  /** The file that tells where. */
  readonly placeFile: string
  /** Never rejects. @param signal aborts when nobody waits for the answer any more */
  readonly answer: (
    request: Omit<AgentRequest, "token">,
    signal: AbortSignal,
  ) => Promise<Exclude<AgentAnswer, { state: "working" }>>
  /** For the request to arrive, and for the answer to be taken. Default: 3 s. */
  readonly patienceMs?: number
  /** Default: {@link WORKING_EVERY_MS}. */
  readonly workingEveryMs?: number
}

type Service = Required<Pick<AgentOptions, "answer" | "patienceMs" | "workingEveryMs">>

export interface Agent {
  /** Stops listening; what is under way is called off. */
  close(): Promise<void>
}

/** @returns null where there is no place to listen at. @throws what the system says of listening */
export async function startAgent(options: AgentOptions): Promise<Agent | null> {
  const place = await newPlace(options)
  if (place === null) return null
  const isPipe = options.platform === "win32"
  // Left by one that was killed. There is one Keycard for a data folder, and it is us.
  if (!isPipe) await promises.rm(place.socket, { force: true })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
    serve(socket, place.token, { patienceMs: PATIENCE_MS, workingEveryMs: WORKING_EVERY_MS, ...options })
  })
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, place.socket)
  if (!isPipe) await promises.chmod(place.socket, 0o600)
  await tellPlace(options.placeFile, place)
  return {
    async close() {
      await promises.rm(options.placeFile, { force: true })
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(path, () => {
      server.off("error", reject)
      // Too many open files: that one caller works alone.
      server.on("error", () => undefined)
      resolve()
    })
  })
}

/** One request, one answer, and the end. */
function serve(socket: Socket, token: string, { answer, patienceMs, workingEveryMs }: Service): void {
  let text = ""
  let isRead = false
  // After a look at what came meanwhile: on a busy machine the request may be there, unread.
  const late = setTimeout(() => setImmediate(() => isRead || socket.destroy()), patienceMs)
  const gone = new AbortController()
  socket.setEncoding("latin1")
  socket.on("error", () => undefined)
  socket.on("close", () => {
    clearTimeout(late)
    gone.abort()
  })
  socket.on("data", (chunk: string) => {
    const end = chunk.indexOf("\n")
    // There is nothing to say after the request.
    const isTooMuch = isRead || (end >= 0 && end < chunk.length - 1)
    if (isTooMuch || text.length + chunk.length > MAX_REQUEST_BYTES) {
      socket.destroy()
      return
    }
    text += chunk
    if (end < 0) return
    isRead = true
    const request = readRequest(Buffer.from(text, "latin1").toString("utf8"))
    if (request === null || !isSameSecret(request.token, token)) {
      socket.destroy()
      return
    }
    clearTimeout(late)
    const { profile, by } = request
    // Who does not take the answer in time is not waited for.
    void reply(socket, answer({ profile, by }, gone.signal), workingEveryMs).then(() =>
      socket.setTimeout(patienceMs, () => socket.destroy()),
    )
  })
}

async function reply(socket: Socket, coming: Promise<AgentAnswer>, workingEveryMs: number): Promise<void> {
  const working = setInterval(() => {
    if (socket.writable) socket.write(writeAnswer({ state: "working" }))
  }, workingEveryMs)
  try {
    const last = await coming
    if (socket.writable) socket.end(writeAnswer(last))
  } catch {
    socket.destroy()
  } finally {
    clearInterval(working)
  }
}
