import { describe, expect, test } from "vitest"
import { awsPaths, keycardPaths, type Surroundings } from "../../../src/adapters/system/paths.ts"

const linux = (env: Surroundings["env"] = {}): Surroundings => ({
  env,
  platform: "linux",
  home: "/home/maria",
  workingFolder: "/here",
})
const windows = (env: Surroundings["env"] = {}): Surroundings => ({
  env,
  platform: "win32",
  home: "C:\\Users\\maria",
  workingFolder: "C:\\work",
})

describe("the data folder", () => {
  test.each([
    [linux(), "/home/maria/.config/Keycard"],
    [linux({ XDG_CONFIG_HOME: "/cfg" }), "/cfg/Keycard"],
    [linux({ XDG_CONFIG_HOME: "cfg" }), "/home/maria/.config/Keycard"],
    [linux({ XDG_CONFIG_HOME: "" }), "/home/maria/.config/Keycard"],
    [linux({ KEYCARD_HOME: "/data/k" }), "/data/k"],
    [linux({ KEYCARD_HOME: "k", XDG_CONFIG_HOME: "/cfg" }), "/here/k"],
    [linux({ KEYCARD_HOME: "~/k" }), "/home/maria/k"],
    [linux({ KEYCARD_HOME: "" }), "/home/maria/.config/Keycard"],
    [{ ...linux(), platform: "darwin" as const }, "/home/maria/Library/Application Support/Keycard"],
    [windows({ APPDATA: "D:\\Roaming" }), "D:\\Roaming\\Keycard"],
    [windows(), "C:\\Users\\maria\\AppData\\Roaming\\Keycard"],
    [windows({ KEYCARD_HOME: "k" }), "C:\\work\\k"],
  ])("%j: %s", (surroundings, folder) => {
    expect(keycardPaths(surroundings).folder).toBe(folder)
  })

  test("what stands in it", () => {
    expect(keycardPaths(linux({ KEYCARD_HOME: "/k" }))).toEqual({
      folder: "/k",
      vault: "/k/vault.json",
      keychain: "/k/keychain.json",
      audit: "/k/audit.log",
      locks: "/k/locks",
      marks: "/k/marks",
      agent: "/k/agent.json",
      pending: "/k/pending",
      window: "/k/window.json",
    })
  })
})

describe("AWS's shared files", () => {
  test.each([
    [linux(), "/home/maria/.aws/credentials", "/home/maria/.aws/config"],
    [
      linux({ AWS_SHARED_CREDENTIALS_FILE: "/c", AWS_CONFIG_FILE: "~/aws config" }),
      "/c",
      "/home/maria/aws config",
    ],
    [
      linux({ AWS_SHARED_CREDENTIALS_FILE: "rel/c", AWS_CONFIG_FILE: "" }),
      "/here/rel/c",
      "/home/maria/.aws/config",
    ],
    [linux({ AWS_SHARED_CREDENTIALS_FILE: "~", AWS_CONFIG_FILE: "~root/x" }), "/home/maria", "/here/~root/x"],
    [
      windows({ AWS_SHARED_CREDENTIALS_FILE: "~\\c" }),
      "C:\\Users\\maria\\c",
      "C:\\Users\\maria\\.aws\\config",
    ],
  ])("%j: %s and %s", (surroundings, credentials, config) => {
    expect(awsPaths(surroundings)).toMatchObject({ credentials, config })
  })

  test("the AWS command line's sign-ins are in the home folder, whatever is set", () => {
    const surroundings = linux({ AWS_CONFIG_FILE: "/elsewhere/config" })
    expect(awsPaths(surroundings).ssoCache).toBe("/home/maria/.aws/sso/cache")
  })

  test("a home whose name has a dollar sign is taken as it is", () => {
    const surroundings = { ...linux({ AWS_CONFIG_FILE: "~/c" }), home: "/home/$&$1" }
    expect(awsPaths(surroundings).config).toBe("/home/$&$1/c")
  })
})
