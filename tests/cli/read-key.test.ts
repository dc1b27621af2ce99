import { describe, expect, test } from "vitest"
import { readKey } from "../../src/cli/commands/read-key.ts"
import type { AppError } from "../../src/core/errors.ts"

const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalr/K7+bPx" }

describe("a key from stdin", () => {
  test.each([
    ["two lines", "AKIAIOSFODNN7EXAMPLE\nwJalr/K7+bPx"],
    ["one line with a comma", "AKIAIOSFODNN7EXAMPLE,wJalr/K7+bPx\n"],
    ["CSV", "Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,wJalr/K7+bPx"],
    ["CSV in quotes", '"Access key ID","Secret access key"\r\n"AKIAIOSFODNN7EXAMPLE","wJalr/K7+bPx"\r\n'],
    [
      "CSV with the columns the other way",
      "Secret access key,Access key ID\nwJalr/K7+bPx,AKIAIOSFODNN7EXAMPLE",
    ],
    [
      "JSON of AWS's command line",
      '{"AccessKey": {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "wJalr/K7+bPx"}}',
    ],
    ["JSON of the two alone", '{"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalr/K7+bPx"}'],
  ])("%s", (_, text) => {
    expect(readKey(text)).toEqual(key)
  })

  test.each([
    ["", "access-key-id"],
    ["{", "access-key-id"],
    ["null", "secret-access-key"],
    ['{"AccessKey": null}', "access-key-id"],
    ['{"AccessKeyId": 5, "SecretAccessKey": []}', "access-key-id"],
    ["AKIAIOSFODNN7EXAMPLE", "secret-access-key"],
    ["a\nb\nc", "secret-access-key"],
    ["User name,Password\nalice,secret", "access-key-id"],
  ])("%j is refused by its part, and the error repeats nothing of it", (text, field) => {
    try {
      readKey(text)
      expect.unreachable()
    } catch (error) {
      expect((error as AppError).data).toEqual({ kind: "aws-value", field })
    }
  })
})
