/** @file What the figures are measured in: a throw-away home, a screen in memory, a real keyring full of accounts. */
import { spawn } from "node:child_process"
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { deleteAtEnd, endCompanions } from "../scripts/session/companions.mjs"
import { startDbusSession } from "../scripts/session/dbus-session.mjs"
import { makeHome } from "../scripts/session/home.mjs"
import { startKeyring } from "../scripts/session/keyring.mjs"
import { startVirtualDisplay } from "../scripts/session/virtual-display.mjs"
import { projectRoot } from "../scripts/setup/paths.mjs"
import { showProgress } from "../scripts/setup/progress.mjs"
import { serialiseVault } from "../src/adapters/files/vault-document.ts"
import { writeSecretItem } from "../src/core/accounts/secret-item.ts"
import { emptyVault, type Vault } from "../src/core/vault/schema.ts"
import { sampleAccounts, sampleEntry } from "./sample-accounts.ts"

/** Accounts whose secrets the keychain really holds. A keyring takes a quarter of an hour for 5,000. */
export const KEPT = 1_000

export interface World {
  /** A home, a display, a bus with an unlocked keyring of {@link KEPT} accounts; no Keycard data folder yet. */
  readonly env: NodeJS.ProcessEnv
  /** The same with a data folder whose vault has this many accounts, all in the system's keychain. */
  withAccounts(count: number, change?: (vault: Vault) => Vault): Promise<NodeJS.ProcessEnv>
  close(): void
}

/** @param base the environment of the run */
export async function openWorld(base: NodeJS.ProcessEnv): Promise<World> {
  const { home, env: places } = await makeHome("keycard-bench-")
  deleteAtEnd(home)
  const env: NodeJS.ProcessEnv = { ...base, ...places }
  delete env.WAYLAND_DISPLAY
  const unseen = { ...env, DISPLAY: undefined }
  const keyrings = join(places.XDG_DATA_HOME, "keyrings")
  const kept = join(projectRoot, "out", "bench", `keyring-${String(KEPT)}-v1`)
  await mkdir(keyrings, { recursive: true, mode: 0o700 })
  const isFilled = existsSync(kept)
  if (isFilled) for (const file of keyringFiles) await copyFile(join(kept, file), join(keyrings, file))
  Object.assign(env, (await startDbusSession({ env: unseen, startsServices: false })).env)
  await startKeyring({ ...unseen, DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS })
  Object.assign(env, (await startVirtualDisplay()).env)
  if (!isFilled) {
    await showProgress(`Putting ${String(KEPT)} accounts into a keyring, once`, (report) => fill(env, report))
    await keep(keyrings, kept)
  }

  return {
    env,
    async withAccounts(count, change = (vault) => vault) {
      const folder = join(home, `keycard-${String(count)}`)
      const vault: Vault = { ...emptyVault(), backend: "os", accounts: sampleAccounts(count, KEPT) }
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, "vault.json"), serialiseVault(change(vault)), { mode: 0o600 })
      return { ...env, KEYCARD_HOME: folder }
    },
    close: endCompanions,
  }
}

/** GNOME's default keyring. */
const keyringFiles = ["login.keyring"]

/** A filled keyring is kept for the next run: writing an item rewrites the whole file. */
async function keep(from: string, to: string): Promise<void> {
  const half = `${to}.${String(process.pid)}`
  await mkdir(half, { recursive: true })
  for (const file of keyringFiles) await copyFile(join(from, file), join(half, file))
  await rm(to, { recursive: true, force: true })
  await rename(half, to)
}

function fill(env: NodeJS.ProcessEnv, report: (detail: string) => void): Promise<void> {
  const items = Array.from({ length: KEPT }, (_, index) => {
    const entry = sampleEntry(index)
    return [`otp/${entry.id}`, writeSecretItem(entry)] as const
  })
  return putItems(env, [["canary", "v1"], ...items], (count) => {
    report(`${count} of ${String(KEPT)}`)
  })
}

/** Puts items into the world's keyring. @param report hears after each how many there are */
export function putItems(
  env: NodeJS.ProcessEnv,
  items: readonly (readonly [account: string, value: string])[],
  report: (count: string) => void = () => undefined,
): Promise<void> {
  const script = join(projectRoot, "bench", "fill-keychain.mjs")
  const child = spawn(process.execPath, [script], { env, stdio: ["pipe", "pipe", "inherit"] })
  child.stdin.end(items.map((item) => `${JSON.stringify(item)}\n`).join(""))
  createInterface({ input: child.stdout }).on("line", report)
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) => {
      if (code === 0) resolve()
      else reject(new Error("the keyring could not be filled"))
    })
  })
}
