/** @file A real Secret Service for one test: its own D-Bus, its own gnome-keyring, its own home folder. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"

const PASSWORD = "test keyring"
const tools = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"]

/** Why no keyring can be started here; `null` when one can. Say it in the name of the test that is skipped. */
export function keyringMissing(): string | null {
  if (process.platform !== "linux") return "a Secret Service runs on Linux only"
  const missing = tools.filter((tool) => !existsSync(join("/usr/bin", tool)))
  return missing.length === 0 ? null : `${missing.join(", ")} not installed`
}

/** `open`: unlocked with its password. `closed`: started without. `none`: a bus where nobody offers the service. */
export type KeyringState = "open" | "closed" | "none"

export class Keyring {
  /** For a process that shall meet this keyring and no other. */
  readonly env: NodeJS.ProcessEnv
  readonly #folder: string
  readonly #bus: ChildProcess
  #daemon: ChildProcess | null = null

  private constructor(folder: string, env: NodeJS.ProcessEnv, bus: ChildProcess) {
    this.#folder = folder
    this.env = env
    this.#bus = bus
  }

  static async start(state: KeyringState): Promise<Keyring> {
    const folder = mkdtempSync(join(tmpdir(), "keycard-keyring-"))
    chmodSync(folder, 0o700)
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
    }
    const config = join(folder, "bus.conf")
    writeFileSync(config, busConfig(folder))
    const bus = spawn("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address"], {
      env,
      stdio: ["ignore", "pipe", "ignore"],
    })
    env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus)
    const keyring = new Keyring(folder, env, bus)
    if (state !== "none") await keyring.restart(state)
    return keyring
  }

  /** Stops the daemon, if one runs, and starts it again on the same keyrings. */
  async restart(state: "open" | "closed"): Promise<void> {
    await end(this.#daemon)
    while (this.#hasOwner()) await delay(10)
    const daemon = spawn(
      "gnome-keyring-daemon",
      ["--foreground", "--components=secrets", state === "open" ? "--unlock" : "--start"],
      { env: this.env, stdio: ["pipe", "ignore", "ignore"] },
    )
    daemon.stdin.end(state === "open" ? PASSWORD : "")
    this.#daemon = daemon
    for (let i = 0; i < 500 && !this.#hasOwner(); i++) await delay(10)
  }

  /** As a screen locker does. */
  lock(): void {
    const collection = "/org/freedesktop/secrets/collection/login"
    this.#send("org.freedesktop.secrets", "/org/freedesktop/secrets", [
      "org.freedesktop.Secret.Service.Lock",
      `array:objpath:${collection}`,
    ])
    const locked = this.#send("org.freedesktop.secrets", collection, [
      "org.freedesktop.DBus.Properties.Get",
      "string:org.freedesktop.Secret.Collection",
      "string:Locked",
    ])
    if (!locked.includes("boolean true")) throw new Error("the keyring did not lock")
  }

  /** The service keeps its name and answers nothing. */
  hang(): void {
    this.#daemon?.kill("SIGSTOP")
  }

  resume(): void {
    this.#daemon?.kill("SIGCONT")
  }

  async close(): Promise<void> {
    await end(this.#daemon)
    await end(this.#bus)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #hasOwner(): boolean {
    const name = "string:org.freedesktop.secrets"
    return this.#send("org.freedesktop.DBus", "/org/freedesktop/DBus", [
      "org.freedesktop.DBus.NameHasOwner",
      name,
    ]).includes("boolean true")
  }

  #send(destination: string, path: string, call: string[]): string {
    const parameters = ["--session", "--print-reply", `--dest=${destination}`, path, ...call]
    return execFileSync("dbus-send", parameters, { env: this.env, encoding: "utf8", timeout: 10_000 })
  }
}

/** Without service folders: the bus must not start another keyring by itself, nor a prompter. */
function busConfig(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString("utf8").split("\n")[0] ?? ""))
  })
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await ended
}
