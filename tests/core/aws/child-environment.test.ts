import { expect, test } from "vitest"
import { childEnvironment, CLEARED, credentialVariables } from "../../../src/core/aws/child-environment.ts"

const credentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "secret/key",
  sessionToken: "token==",
  expiresAtMs: Date.UTC(2026, 10, 22, 12, 0, 0, 999),
}
const posix = { profile: "dev", windows: false }

test("a program sees these credentials and nothing that another tool would take first", () => {
  const outer = Object.fromEntries(CLEARED.map((name) => [name, "theirs"]))
  const env = childEnvironment(
    { ...outer, HOME: "/h", AWS_CONFIG_FILE: "/c" },
    credentialVariables(credentials, null),
    posix,
  )
  expect(env).toEqual({
    HOME: "/h",
    AWS_CONFIG_FILE: "/c",
    AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret/key",
    AWS_SESSION_TOKEN: "token==",
    AWS_CREDENTIAL_EXPIRATION: "2026-11-22T12:00:00Z",
    KEYCARD_EXEC: "dev",
  })
})

test("the profile's region is set under both names; without one that of the caller stays", () => {
  const theirs = { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-2" }
  expect(childEnvironment(theirs, credentialVariables(credentials, "eu-west-1"), posix)).toMatchObject({
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
  })
  expect(childEnvironment(theirs, credentialVariables(credentials, null), posix)).toMatchObject(theirs)
})

test("on Windows a variable is the same in any case", () => {
  const env = childEnvironment({ aws_profile: "x", Path: "p" }, {}, { profile: "dev", windows: true })
  expect(env).toEqual({ Path: "p", KEYCARD_EXEC: "dev" })
  expect(childEnvironment({ aws_profile: "x" }, {}, posix)).toMatchObject({ aws_profile: "x" })
})
