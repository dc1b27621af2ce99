import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { connect, createServer, type Socket } from "node:net"
import { join } from "node:path"
import { expect, onTestFinished, test, vi } from "vitest"
import { startAgent, type Agent, type AgentOptions } from "../../../src/adapters/agent/agent-server.ts"
import { askAgent, findAgent } from "../../../src/adapters/agent/ask-agent.ts"
import { readPlace, writeAnswer, writePlace, writeRequest } from "../../../src/shared/agent/protocol.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const credentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "secret/key",
  sessionToken: "token==",
  expiresAtMs: 1_800_000_000_000,
}
const answered = { state: "credentials", credentials } as const
const ask = { profile: "dev", by: "credential-process" } as const

interface Listening {
  readonly folder: string
  readonly placeFile: string
  readonly agent: Agent
}

async function listening(options: Partial<AgentOptions> = {}): Promise<Listening> {
  const folder = options.folder ?? temporaryFolder()
  const placeFile = join(folder, "agent.json")
  const agent = await startAgent({
    ...{ folder, placeFile, platform: process.platform, runtimeFolder: undefined },
    answer: () => Promise.resolve(answered),
    patienceMs: 300,
    ...options,
  })
  if (agent === null) throw new Error("it does not listen")
  onTestFinished(() => agent.close())
  return { folder, placeFile, agent }
}

const placeOf = ({ placeFile }: Pick<Listening, "placeFile">) =>
  readPlace(readFileSync(placeFile, "utf8")) ?? { socket: "", token: "" }

/** Connects and sends; what came back until the end. */
async function send(socketPath: string, data: string | Buffer | null): Promise<string> {
  const socket: Socket = connect(socketPath)
  let text = ""
  socket.on("error", () => undefined)
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()))
  if (data !== null) socket.write(data)
  await new Promise((resolve) => socket.once("close", resolve))
  return text
}

test("who may read the file gets the answer, and nothing is readable for others", async () => {
  const { folder, placeFile, agent } = await listening()
  expect(await askAgent(placeFile, ask)).toEqual(answered)
  const { socket } = placeOf({ placeFile })
  expect(statSync(placeFile).mode & 0o777).toBe(0o600)
  expect(lstatSync(socket).mode & 0o777).toBe(0o600)
  expect(statSync(join(socket, "..")).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([])
  await agent.close()
  expect([existsSync(placeFile), existsSync(socket)]).toEqual([false, false])
  expect(await askAgent(placeFile, ask)).toBeNull()
})

test("the runtime folder is used only where it is the user's alone", async () => {
  const runtimeFolder = temporaryFolder()
  chmodSync(runtimeFolder, 0o700)
  const first = await listening({ runtimeFolder })
  expect(placeOf(first).socket.startsWith(join(runtimeFolder, "keycard"))).toBe(true)
  chmodSync(runtimeFolder, 0o755)
  const second = await listening({ runtimeFolder })
  expect(placeOf(second).socket.startsWith(second.folder)).toBe(true)
  const third = await listening({ runtimeFolder: "relative" })
  expect(placeOf(third).socket.startsWith(third.folder)).toBe(true)
})

test("a data folder too deep for a socket leaves every command alone", async () => {
  const folder = join(temporaryFolder(), "x".repeat(120))
  mkdirSync(folder)
  const placeFile = join(folder, "agent.json")
  const { platform } = process
  const answer = () => Promise.resolve(answered)
  expect(await startAgent({ folder, placeFile, platform, runtimeFolder: undefined, answer })).toBeNull()
  expect(await askAgent(placeFile, ask)).toBeNull()
})

test("a socket that a killed Keycard left is taken over", async () => {
  const { placeFile, folder } = await listening()
  const { socket } = placeOf({ placeFile })
  // A process that listens there and dies as by kill -9.
  rmSync(socket)
  const script = `require("net").createServer().listen(process.argv[1], () => process.stdout.write("on"))`
  const child = spawn(process.execPath, ["-e", script, socket], { stdio: ["ignore", "pipe", "inherit"] })
  await once(child.stdout, "data")
  child.kill("SIGKILL")
  await once(child, "exit")
  expect(lstatSync(socket).isSocket()).toBe(true)
  expect(await askAgent(placeFile, ask)).toBeNull()
  const again = await listening({ folder })
  expect(await askAgent(again.placeFile, ask)).toEqual(answered)
})

test("a place that others can read, that is a link, or that names no socket of ours is not asked", async () => {
  const { placeFile, folder } = await listening()
  const place = placeOf({ placeFile })
  chmodSync(placeFile, 0o640)
  expect(findAgent(placeFile)).toBeNull()
  chmodSync(placeFile, 0o600)
  expect(findAgent(placeFile)).toEqual(place)
  const link = join(folder, "link.json")
  symlinkSync(placeFile, link)
  expect(findAgent(link)).toBeNull()
  const written = join(folder, "other.json")
  for (const text of [writePlace({ ...place, socket: placeFile }), "{}", "x".repeat(5_000)]) {
    writeFileSync(written, text, { mode: 0o600 })
    expect(findAgent(written)).toBeNull()
  }
  expect(findAgent(join(folder, "nowhere.json"))).toBeNull()
  expect(findAgent(folder)).toBeNull()
})

test.skipIf(process.getuid?.() !== 0)(
  "a socket of another user is not asked (needs root to make one)",
  async () => {
    const { placeFile } = await listening()
    const { socket } = placeOf({ placeFile })
    const { lchownSync } = await import("node:fs")
    lchownSync(socket, 12_345, 12_345)
    expect(findAgent(placeFile)).toBeNull()
    expect(await askAgent(placeFile, ask)).toBeNull()
  },
)

test("a peer without the token, with garbage, with too much, or with more than one request gets nothing", async () => {
  let asked = 0
  const { placeFile } = await listening({
    answer: () => {
      asked += 1
      return Promise.resolve(answered)
    },
  })
  const { socket, token } = placeOf({ placeFile })
  const good = writeRequest({ ...ask, token })
  const bad: (string | Buffer)[] = [
    writeRequest({ ...ask, token: "x".repeat(token.length) }),
    writeRequest({ ...ask, token: token.slice(1) }),
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "\n",
    "null\n",
    good + good,
    "x".repeat(1_000_000),
    Buffer.alloc(100_000, 0xff),
    `${"[".repeat(2_000)}\n`,
  ]
  expect(await Promise.all(bad.map((data) => send(socket, data)))).toEqual(bad.map(() => ""))
  expect(asked).toBe(0)
  expect(await askAgent(placeFile, ask)).toEqual(answered)
})

test("peers that connect and say nothing are sent away, and hold up nobody", async () => {
  const { placeFile } = await listening()
  const { socket } = placeOf({ placeFile })
  const silent = Array.from({ length: 100 }, () => send(socket, null))
  expect(await askAgent(placeFile, ask)).toEqual(answered)
  expect(await Promise.all(silent)).toEqual(silent.map(() => ""))
})

test("more peers than it serves are refused at once and work alone", async () => {
  const { placeFile } = await listening()
  const { socket } = placeOf({ placeFile })
  const silent = Array.from({ length: 300 }, () => send(socket, null))
  const reply = await askAgent(placeFile, ask)
  expect(reply === null || reply.state === "credentials").toBe(true)
  await Promise.all(silent)
  expect(await askAgent(placeFile, ask)).toEqual(answered)
})

test("who leaves calls off what was done for them alone", async () => {
  const aborted = new Promise<void>((resolve) => {
    let peer: Socket | undefined
    void listening({
      answer: (_, signal) =>
        new Promise(() => {
          signal.addEventListener("abort", () => resolve())
          peer?.destroy()
        }),
    }).then(({ placeFile }) => {
      const { socket, token } = placeOf({ placeFile })
      peer = connect(socket)
      peer.write(writeRequest({ ...ask, token }))
    })
  })
  await aborted
})

test("an answer that takes longer than the silence allowed still arrives: it says that it works", async () => {
  // The sockets are real; the time of both sides passes only when told.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] })
  onTestFinished(() => void vi.useRealTimers())
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const { placeFile } = await listening({
    answer: () => {
      begin()
      return new Promise((resolve) => setTimeout(resolve, 1_800, answered))
    },
    workingEveryMs: 50,
  })
  const reply = askAgent(placeFile, ask, 1_500)
  await begun
  for (let passedMs = 0; passedMs <= 1_800; passedMs += 50) {
    vi.advanceTimersByTime(50)
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await reply).toEqual(answered)
})

/** Something of ours that listens where a Keycard should, and behaves otherwise. */
async function pretender(behave: (socket: Socket) => void): Promise<string> {
  const folder = temporaryFolder()
  const path = join(folder, "s.sock")
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => undefined)
    behave(socket)
  }).listen(path)
  await once(server, "listening")
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const placeFile = join(folder, "agent.json")
  writeFileSync(placeFile, writePlace({ socket: path, token: "t" }), { mode: 0o600 })
  return placeFile
}

test("one that is silent, closes, says nonsense or never ends is given up, and the command works alone", async () => {
  const behaviours: ((socket: Socket) => void)[] = [
    () => undefined,
    (socket) => socket.end(),
    (socket) => socket.destroy(),
    (socket) => socket.end("nonsense\n"),
    (socket) => socket.end('{"v":1,"state":"credentials","credentials":{}}\n'),
    (socket) => socket.end('{"v":1,"state":"alone"}\n'),
    (socket) => {
      const pour = () => {
        if (socket.writable) socket.write("x".repeat(65_536), pour)
      }
      pour()
    },
  ]
  const places = await Promise.all(behaviours.map(pretender))
  expect(await Promise.all(places.map((place) => askAgent(place, ask, 300)))).toEqual(
    behaviours.map(() => null),
  )
})

test("one whose word that it works came unread before the silence was over is not given up", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  onTestFinished(() => void vi.useRealTimers())
  const placeFile = await pretender((socket) => {
    socket.once("data", () => {
      // In a turn of its own, so that the word is read in the turn in which the silence is judged.
      setImmediate(() => {
        socket.write(writeAnswer({ state: "working" }))
        vi.advanceTimersByTime(300)
        setImmediate(() => setImmediate(() => socket.write(writeAnswer(answered))))
      })
    })
  })
  expect(await askAgent(placeFile, ask, 300)).toEqual(answered)
})
