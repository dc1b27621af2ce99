import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deleteAtEnd, endCompanion, startCompanion } from "./companions.mjs"
import { firstLine } from "./process-news.mjs"

/**
 * Starts a D-Bus session of our own.
 * @param {{ env?: NodeJS.ProcessEnv, startsServices?: boolean }} [options] startsServices: whether the bus starts
 * installed services, such as a keyring, when they are called
 * @returns {Promise<{ env: { DBUS_SESSION_BUS_ADDRESS: string }, stop: () => Promise<void> }>}
 */
export async function startDbusSession({ env = process.env, startsServices = true } = {}) {
  const folder = deleteAtEnd(await mkdtemp(join(tmpdir(), "keycard-bus-")))
  const config = startsServices ? "--session" : `--config-file=${await bareConfig(folder)}`
  const args = [config, `--address=unix:dir=${folder}`, "--nofork", "--nopidfile", "--print-address=1"]
  const child = startCompanion("dbus-daemon", args, { env, stdio: ["ignore", "pipe", "pipe"] })
  const address = await firstLine(child, child.stdout)
  return { env: { DBUS_SESSION_BUS_ADDRESS: address }, stop: () => endCompanion(child, folder) }
}

/** @param {string} folder */
async function bareConfig(folder) {
  const file = join(folder, "bus.conf")
  await writeFile(
    file,
    `<busconfig><type>session</type><listen>unix:dir=${folder}</listen><policy context="default">` +
      `<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>\n`,
  )
  return file
}
