/** @file Where things are on the disk: pure functions of the environment, the platform and the home folder. */
import { posix, win32 } from "node:path"

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** os.homedir(). */
  readonly home: string
  /** process.cwd(): what a relative path in the environment starts from. */
  readonly workingFolder: string
}

/** Everything Keycard keeps outside the keychain. */
export interface KeycardPaths {
  readonly folder: string
  readonly vault: string
  readonly keychain: string
  /** The log of issued credentials. */
  readonly audit: string
  /** Lock files. On this machine's disk like the rest: a lock on a network disk would not be seen elsewhere. */
  readonly locks: string
  /** Pictures that were chosen as marks. */
  readonly marks: string
  /** Where the running Keycard listens, told to its user alone. */
  readonly agent: string
  /** Notes of keychain items that do not count yet, or no more. */
  readonly pending: string
  /** Where the window stood. */
  readonly window: string
}

/** The shared files of AWS's tools. */
export interface AwsPaths {
  readonly credentials: string
  readonly config: string
  /** The tokens of the AWS command line's own sign-ins. */
  readonly ssoCache: string
}

/**
 * `KEYCARD_HOME`, else the folder that Electron's `userData` has for an app named Keycard, so that the window and the
 * command line agree without asking each other. XDG Base Directory Specification: a relative path is ignored.
 */
export function keycardPaths(surroundings: Surroundings): KeycardPaths {
  const path = pathsOf(surroundings.platform)
  const folder = dataFolder(surroundings)
  return {
    folder,
    vault: path.join(folder, "vault.json"),
    keychain: path.join(folder, "keychain.json"),
    audit: path.join(folder, "audit.log"),
    locks: path.join(folder, "locks"),
    marks: path.join(folder, "marks"),
    agent: path.join(folder, "agent.json"),
    pending: path.join(folder, "pending"),
    window: path.join(folder, "window.json"),
  }
}

function dataFolder(surroundings: Surroundings): string {
  const { env, platform, home, workingFolder } = surroundings
  const path = pathsOf(platform)
  if (isSet(env.KEYCARD_HOME)) return path.resolve(workingFolder, expandHome(env.KEYCARD_HOME, surroundings))
  if (platform === "win32") {
    const roaming = env.APPDATA
    return path.join(isSet(roaming) ? roaming : path.join(home, "AppData", "Roaming"), "Keycard")
  }
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Keycard")
  const config = env.XDG_CONFIG_HOME
  return path.join(isSet(config) && path.isAbsolute(config) ? config : path.join(home, ".config"), "Keycard")
}

/**
 * AWS SDKs and Tools Reference Guide, "Location of the shared config and credentials files": `~/.aws`, or what
 * `AWS_SHARED_CREDENTIALS_FILE` and `AWS_CONFIG_FILE` say. A leading `~` is the home folder, as the AWS command line
 * reads it; an empty variable counts as unset.
 */
export function awsPaths(surroundings: Surroundings): AwsPaths {
  const { env, platform, home, workingFolder } = surroundings
  const path = pathsOf(platform)
  const place = (variable: string | undefined, name: string): string =>
    isSet(variable)
      ? path.resolve(workingFolder, expandHome(variable, surroundings))
      : path.join(home, ".aws", name)
  return {
    credentials: place(env.AWS_SHARED_CREDENTIALS_FILE, "credentials"),
    config: place(env.AWS_CONFIG_FILE, "config"),
    // Here for everyone: AWS's command line has no setting for it.
    ssoCache: path.join(home, ".aws", "sso", "cache"),
  }
}

/** `~` and `~/x`, on Windows also `~\x`. `~name`, another user's home, is left as it stands. */
function expandHome(written: string, { platform, home }: Surroundings): string {
  const own = platform === "win32" ? /^~(?=$|[\\/])/ : /^~(?=$|\/)/
  return written.replace(own, () => home)
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ""
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === "win32" ? win32 : posix
}
