import { mkdir, mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/**
 * Makes a home folder that holds nothing, with all that points into it. Whoever asks for it deletes it.
 * @param {string} [prefix]
 */
export async function makeHome(prefix = "keycard-home-") {
  const home = await mkdtemp(join(tmpdir(), prefix))
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_RUNTIME_DIR: join(home, ".run"),
    KEYCARD_HOME: join(home, ".keycard"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws", "credentials"),
    AWS_CONFIG_FILE: join(home, ".aws", "config"),
  }
  for (const folder of [env.XDG_CONFIG_HOME, env.XDG_DATA_HOME, env.XDG_STATE_HOME, env.XDG_CACHE_HOME]) {
    await mkdir(folder, { recursive: true })
  }
  await mkdir(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  return { home, env }
}

/**
 * An environment without what belongs to the person who runs the tests: their AWS settings, their display's session.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function neutralEnv(env = process.env) {
  const kept = Object.entries(env).filter(([name]) => !/^(AWS_|KEYCARD_|GNOME_KEYRING_)/.test(name))
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: "true" }
}
