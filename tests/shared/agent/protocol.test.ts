import fc from "fast-check"
import { expect, test } from "vitest"
import {
  MAX_REQUEST_BYTES,
  readAnswer,
  readPlace,
  readRequest,
  writeAnswer,
  writePlace,
  writeRequest,
  type AgentAnswer,
} from "../../../src/shared/agent/protocol.ts"

const credentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  sessionToken: "IQoJb3JpZ2luX2VjE==",
  expiresAtMs: 1_800_000_000_000,
}

test("what is written is read again, on one line", () => {
  const request = { token: "t".repeat(43), profile: "dev", by: "credential-process" } as const
  const answers: AgentAnswer[] = [
    { state: "working" },
    { state: "alone" },
    { state: "credentials", credentials },
    { state: "failed", error: { kind: "locked" } },
  ]
  expect(readRequest(writeRequest(request))).toEqual(request)
  for (const answer of answers) expect(readAnswer(writeAnswer(answer))).toEqual(answer)
  const place = { socket: "/run/user/1000/keycard/x.sock", token: "t" }
  expect(readPlace(writePlace(place))).toEqual(place)
  for (const text of [writeRequest(request), writePlace(place), ...answers.map(writeAnswer)])
    expect(text).toMatch(/^[^\n]+\n$/)
})

test("a request with the longest profile name fits what a running Keycard reads", () => {
  const text = writeRequest({ token: "t".repeat(43), profile: "p".repeat(128), by: "credential-process" })
  expect(text.length).toBeLessThan(MAX_REQUEST_BYTES / 2)
})

test("whatever else comes is nothing, and never throws", () => {
  const wrong = [
    "",
    "null",
    "[]",
    '{"v":2,"state":"working"}',
    '{"v":1,"state":"toString"}',
    '{"v":1,"state":"failed"}',
    '{"v":1,"state":"failed","error":{"kind":7}}',
    '{"v":1,"token":"t","profile":"dev","by":"somebody"}',
    '{"v":1,"token":"t","profile":"","by":"exec"}',
    `{"v":1,"token":"t","profile":"${"p".repeat(501)}","by":"exec"}`,
    '{"v":1,"socket":"/x","token":7}',
  ]
  for (const text of wrong)
    expect([readRequest(text), readAnswer(text), readPlace(text)]).toEqual([null, null, null])
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect([readRequest(text), readPlace(text)]).toEqual([null, null])
      expect(readAnswer(text)).toBeNull()
    }),
  )
})

test("credentials that could not stand in a header or a file are refused", () => {
  const bad: Record<string, unknown>[] = [
    { sessionToken: "two\nlines" },
    { sessionToken: "" },
    { accessKeyId: "with blank" },
    { secretAccessKey: "ümlaut" },
    { secretAccessKey: null },
    { expiresAtMs: "soon" },
    { expiresAtMs: Number.MAX_SAFE_INTEGER },
    { expiresAtMs: -1 },
    { expiresAtMs: 1.5 },
  ]
  for (const change of bad) {
    const text = JSON.stringify({ v: 1, state: "credentials", credentials: { ...credentials, ...change } })
    expect(readAnswer(text)).toBeNull()
  }
})
