import { PassThrough } from "node:stream"
import { describe, expect, test } from "vitest"
import { createOutput, isoTime, printable, table } from "../../src/cli/output.ts"

function streams(isTTY: boolean) {
  const [stdout, stderr] = [0, 1].map(() => Object.assign(new PassThrough(), { isTTY }))
  if (stdout === undefined || stderr === undefined) throw new Error("unreachable")
  const failures: number[] = []
  const output = createOutput(stdout, stderr, () => failures.push(1))
  const read = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? "")
  return { output, stdout, stderr, failures, read }
}

describe("output", () => {
  test("data goes to stdout, words to stderr, and a status nowhere without a terminal", () => {
    const { output, stdout, stderr, read } = streams(false)
    output.status("waiting")
    output.data("data")
    output.json({ a: [1] })
    output.words("words")
    expect(read(stdout)).toBe('data\n{\n  "a": [\n    1\n  ]\n}\n')
    expect(read(stderr)).toBe("words\n")
  })

  test("on a terminal a status line is gone before anything else is written", () => {
    const { output, stderr, read } = streams(true)
    output.status("3 s")
    output.status("2 s")
    output.words("words")
    output.status(null)
    expect(read(stderr)).toBe("\r\u001b[K3 s\r\u001b[K2 s\r\u001b[Kwords\n")
  })

  test("a reader that went away is no failure; any other error of a stream is one", () => {
    const { stdout, failures } = streams(false)
    stdout.emit("error", Object.assign(new Error(), { code: "EPIPE" }))
    expect(failures).toEqual([])
    stdout.emit("error", Object.assign(new Error(), { code: "ENOSPC" }))
    expect(failures).toEqual([1])
  })

  test("text from elsewhere stays on its line and cannot steer a terminal", () => {
    expect(printable("a\u001b[31mb\r\nc\u202ed\u2028e\u0085f\u00adg")).toBe(
      "a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg",
    )
    expect(printable("Müller 東京 😀")).toBe("Müller 東京 😀")
    // A technologist, and a Persian word, each with a joiner of its own; one that hides between other letters.
    for (const whole of ["👩\u200d💻", "می\u200cخواهم"]) expect(printable(whole)).toBe(whole)
    expect(printable("pro\u200dd\u200c")).toBe("pro\uFFFDd\uFFFD")
  })

  test("times are ISO 8601 in UTC to the second, columns as wide as their widest cell", () => {
    expect(isoTime(59_999)).toBe("1970-01-01T00:00:59Z")
    expect(
      table([
        ["a", "bb", "c"],
        ["dddd", "", "e"],
        ["f", "", ""],
      ]),
    ).toBe("a     bb  c\ndddd      e\nf")
  })
})
