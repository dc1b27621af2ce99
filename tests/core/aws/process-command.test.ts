import { expect, test } from "vitest"
import { processCommand } from "../../../src/core/aws/process-command.ts"
import { splitCommand } from "../../../src/core/checkup/credential-process.ts"

const unix = (...words: string[]) => processCommand({ words, windows: false }, "dev")
const windows = (...words: string[]) => processCommand({ words, windows: true }, "dev")

test("a path stands in double quotes, absolute and whole", () => {
  expect(unix("/opt/Key card/bin/keycard")).toBe('"/opt/Key card/bin/keycard" credential-process dev')
  expect(unix("/usr/bin/node", "/x/keycard")).toBe('"/usr/bin/node" "/x/keycard" credential-process dev')
  expect(windows("C:\\Program Files\\Keycard\\bin\\keycard.cmd")).toBe(
    '"C:\\Program Files\\Keycard\\bin\\keycard.cmd" credential-process dev',
  )
})

test("what double quotes would not keep stands in single ones, where the system knows them", () => {
  expect(unix('/a$b`c"d\\e!/keycard')).toBe(`'/a$b\`c"d\\e!/keycard' credential-process dev`)
  expect(splitCommand(unix("/a$b/keycard"))).toEqual(["/a$b/keycard", "credential-process", "dev"])
})

test("a path that no line can name is refused in words", () => {
  for (const path of [`/it's $5/keycard`, "/a #b/keycard", "/a ;b/keycard", "/two\nlines/keycard"])
    expect(() => unix(path)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ kind: "usage" }) as unknown }),
    )
  for (const path of ["C:\\%TEMP%\\keycard.cmd", 'C:\\a"b\\keycard.cmd', "C:\\a^b\\keycard.cmd"])
    expect(() => windows(path)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ kind: "usage" }) as unknown }),
    )
})
