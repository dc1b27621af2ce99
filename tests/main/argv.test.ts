import { describe, expect, it } from "vitest"
import { foreignSwitches } from "../../src/main/argv.ts"

describe("the switches of a packaged Keycard", () => {
  it.each([
    "--remote-debugging-port=9222",
    "-remote-debugging-port=9222",
    "--REMOTE-DEBUGGING-PORT=9222",
    "--remote-debugging-pipe",
    "--js-flags=--expose-gc",
    "--load-extension=/tmp/x",
    "--disable-web-security",
    "--proxy-server=http://127.0.0.1:8080",
    "--host-resolver-rules=MAP * 127.0.0.1",
    "--ignore-certificate-errors",
    "--no-sandbox",
    "--user-data-dir=/tmp/x",
    "--inspect=0",
    "--password-store=basic",
    "--",
    "-",
  ])("do not include %s", (argument) => {
    expect(foreignSwitches(["first", argument], "linux")).toEqual([argument])
  })

  it("on Windows may not begin with a slash either", () => {
    expect(foreignSwitches(["/remote-debugging-port=9222"], "win32")).toHaveLength(1)
    expect(foreignSwitches(["/home/me/picture.png"], "linux")).toEqual([])
  })

  it("may be our own and those that only change how the window looks", () => {
    expect(foreignSwitches(["--hidden", "--lang=de", "--ozone-platform=wayland"], "linux")).toEqual([])
  })
})
