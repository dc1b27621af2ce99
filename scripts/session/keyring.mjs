import { once } from "node:events"
import { mkdir } from "node:fs/promises"
import { createConnection } from "node:net"
import { join } from "node:path"
import { endCompanion, startCompanion } from "./companions.mjs"
import { ended } from "./process-news.mjs"
import { runCommand } from "../setup/run-command.mjs"

const password = "a password for tests"

/**
 * Starts a real, unlocked GNOME keyring on a D-Bus session, its files under HOME or XDG_DATA_HOME of `env`: for tests,
 * which give it a throw-away home. Never for a person's own data: this keyring's password is in this file.
 * @param {NodeJS.ProcessEnv} env with DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR
 */
export async function startKeyring(env) {
  const control = join(env.XDG_RUNTIME_DIR ?? "", "keyring")
  await mkdir(control, { recursive: true, mode: 0o700 })
  const args = ["--foreground", "--unlock", "--components=secrets", `--control-directory=${control}`]
  const child = startCompanion("gnome-keyring-daemon", args, { env, stdio: ["pipe", "ignore", "pipe"] })
  child.stdin?.on("error", () => undefined) // it may have ended already: `ended` says so
  child.stdin?.end(password)
  await Promise.race([untilItAnswers(env, child), ended(child)])
  return {
    /** Locks it. Where the bus has a DISPLAY, a prompt then waits for a person; where not, calls are refused. */
    lock: () => lock(env),
    /** Unlocks it with its password. */
    unlock: () => unlock(control),
    /** From now on every call waits for ever, as with a keyring that has crashed in a prompt. */
    hang: () => child.kill("SIGSTOP"),
    /** Ends what `hang` began. */
    resume: () => child.kill("SIGCONT"),
    stop: () => endCompanion(child),
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function lock(env) {
  const { code, output } = await callSecretService(env, "org.freedesktop.Secret.Service.Lock", [
    "array:objpath:/org/freedesktop/secrets/collection/login",
  ])
  if (code !== 0) throw new Error(`the keyring could not be locked: ${output}`)
}

/**
 * As the login screen does it, over the daemon's control socket (gnome-keyring's pam module): one byte for the
 * credentials, then length, operation and password; the answer is length and result, all numbers 32 bits big-endian.
 * @param {string} control
 */
async function unlock(control) {
  const unlockOperation = 1
  const packet = Buffer.alloc(13 + Buffer.byteLength(password))
  packet.writeUInt32BE(packet.length - 1, 1)
  packet.writeUInt32BE(unlockOperation, 5)
  packet.writeUInt32BE(Buffer.byteLength(password), 9)
  packet.write(password, 13)
  const socket = createConnection(join(control, "control"))
  socket.write(packet)
  const [answer] = /** @type {[Buffer]} */ (await once(socket, "data"))
  socket.destroy()
  const result = answer.readUInt32BE(4)
  if (result !== 0) throw new Error(`the keyring could not be unlocked: ${result}`)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {import("node:child_process").ChildProcess} child
 */
async function untilItAnswers(env, child) {
  const deadlineMs = Date.now() + 15_000
  while (child.exitCode === null) {
    const { code, output } = await callSecretService(env, "org.freedesktop.Secret.Service.ReadAlias", [
      "string:default",
    ])
    // An alias of "/" means that there is no default collection yet.
    if (code === 0 && output.includes("/collection/")) return
    if (Date.now() > deadlineMs) throw new Error(`the keyring does not answer: ${output.trim()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} method
 * @param {readonly string[]} args in dbus-send's form
 */
function callSecretService(env, method, args) {
  const to = ["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"]
  return runCommand("dbus-send", [...to, method, ...args], { env, timeLimitMs: 10_000 })
}
