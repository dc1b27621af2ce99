import { describe, expect, test } from "vitest"
import { keychainProblem, textOf } from "../../../src/adapters/keychain/keychain-problem.ts"

describe("on Linux", () => {
  // What keytar 7.9 said to libsecret 0.20 and gnome-keyring 42, and GLib's texts for the rest.
  test.each([
    ["Cannot create an item in a locked collection", "locked"],
    ["Object does not exist at path “/org/freedesktop/secrets/collection/login”", "locked"],
    ["GDBus.Error:org.freedesktop.Secret.Error.IsLocked: The item is locked", "locked"],
    ["Prompt was dismissed", "cancelled"],
    ["Operation was cancelled", "cancelled"],
    ["Cannot autolaunch D-Bus without X11 $DISPLAY", "missing"],
    ["Could not connect: No such file or directory", "missing"],
    ["Could not connect: Connection refused", "missing"],
    ["The name org.freedesktop.secrets was not provided by any .service files", "missing"],
    ["The name :1.2 was not provided by any .service files", "missing"],
    ["Error spawning: Process org.freedesktop.secrets exited with status 1", "missing"],
    ["libsecret-1.so.0: cannot open shared object file: No such file or directory", "missing"],
    ["Cannot find module '../build/Release/keytar.node'", "missing"],
    ["GDBus.Error:org.freedesktop.DBus.Error.AccessDenied: rejected send message", "denied"],
    ["An AppArmor policy prevents this sender from sending this message", "denied"],
    ["Error calling StartServiceByName for org.freedesktop.secrets: Timeout was reached", "timeout"],
    ["Did not receive a reply. Possible causes include", "timeout"],
    ["Something nobody has heard of", "broken"],
    ["", "broken"],
  ])("%j means %s", (text, problem) => {
    expect(keychainProblem(text, "linux")).toBe(problem)
  })
})

describe("on macOS", () => {
  // SecCopyErrorMessageString in English, Security framework, SecBase.h.
  test.each([
    ["User canceled the operation.", "cancelled"],
    ["User interaction is not allowed.", "locked"],
    ["The user name or passphrase you entered is not correct.", "denied"],
    ["The specified keychain could not be found.", "missing"],
    ["A default keychain could not be found.", "missing"],
    ["No keychain is available. You may need to restart your computer.", "missing"],
    ["An unknown error occurred.", "broken"],
  ])("%j means %s", (text, problem) => {
    expect(keychainProblem(text, "darwin")).toBe(problem)
  })
})

describe("on Windows", () => {
  // System error codes 1783, 5, 1223, 1312, in English.
  test.each([
    ["The stub received bad data.\r\n", "too-large"],
    ["Access is denied.\r\n", "denied"],
    ["The operation was canceled by the user.\r\n", "cancelled"],
    ["A specified logon session does not exist. It may already have been terminated.\r\n", "missing"],
    ["Zugriff verweigert\r\n", "broken"],
  ])("%j means %s", (text, problem) => {
    expect(keychainProblem(text, "win32")).toBe(problem)
  })
})

test("whatever is thrown has a text", () => {
  expect([new Error("a"), "b", undefined, { message: "c" }].map(textOf)).toEqual(["a", "b", "", ""])
})
