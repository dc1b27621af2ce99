import { describe, expect, test } from "vitest"
import {
  checkPartitions,
  consoleHost,
  partitionOf,
  partitionOfKey,
  partitionOfRegion,
  signInHost,
} from "../../../src/core/aws/partitions.ts"
import { failureIn } from "../../support/failure-of.ts"

const role = (partition: string) => `arn:${partition}:iam::123456789012:role/Admin`
const key = (region: string, userArn: string | null = null, mfaSerial: string | null = null) => ({
  region,
  userArn,
  mfaSerial,
})

describe("a partition", () => {
  test.each([
    ["aws", "us-east-1", "signin.aws.amazon.com", "console.aws.amazon.com"],
    ["aws-cn", "cn-north-1", "signin.amazonaws.cn", "console.amazonaws.cn"],
    ["aws-us-gov", "us-gov-west-1", "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com"],
    ["aws-eusc", "eusc-de-east-1", "signin.amazonaws-eusc.eu", "console.amazonaws-eusc.eu"],
  ])("%s is what the ARN says, with its own regions and sign-in page", (id, region, signIn, console) => {
    const partition = partitionOf(role(id))
    expect([partition.id, signInHost(partition), consoleHost(partition)]).toEqual([id, signIn, console])
    expect(consoleHost(partition, region)).toBe(`${region}.${console}`)
    expect(partitionOfRegion(region)).toBe(partition)
    expect(partition.regions.test(partition.defaultRegion)).toBe(true)
  })

  test("that nobody knows is refused, not taken for a known one", () => {
    for (const id of ["aws-iso", "aws-iso-b", "aws-mars"])
      expect(failureIn(() => partitionOf(role(id)))).toEqual({
        kind: "aws-partition",
        problem: "unknown",
        partition: id,
        other: null,
      })
  })

  test.each(["us-iso-east-1", "mars-east-1", "us-east-1.evil.com", "xus-east-1"])(
    "has no region %s",
    (region) => {
      expect(partitionOfRegion(region)).toBeNull()
    },
  )

  test("of a key is that of its user or its device, and of a hardware token nobody's", () => {
    expect(partitionOfKey({ userArn: "arn:aws-cn:iam::123456789012:user/a", mfaSerial: null })?.id).toBe(
      "aws-cn",
    )
    expect(partitionOfKey({ userArn: null, mfaSerial: "arn:aws-us-gov:iam::123456789012:mfa/a" })?.id).toBe(
      "aws-us-gov",
    )
    expect(partitionOfKey({ userArn: null, mfaSerial: "GAHT12345678" })).toBeNull()
  })
})

describe("a chain", () => {
  test("of one partition, with STS in it, is right", () => {
    expect(failureIn(() => checkPartitions(key("cn-north-1"), [role("aws-cn"), role("aws-cn")]))).toBe(
      "did not fail",
    )
    expect(failureIn(() => checkPartitions(key("mars-east-1"), []))).toBe("did not fail")
  })

  test("over two partitions is refused, and so is a key of another", () => {
    const mixed = { kind: "aws-partition", problem: "mixed", partition: "aws", other: "aws-cn" }
    expect(failureIn(() => checkPartitions(key("us-east-1"), [role("aws"), role("aws-cn")]))).toEqual(mixed)
    const user = "arn:aws:iam::123456789012:user/a"
    expect(failureIn(() => checkPartitions(key("us-east-1", user), [role("aws-cn")]))).toEqual(mixed)
  })

  test("with STS in another partition is refused", () => {
    expect(failureIn(() => checkPartitions(key("us-east-1"), [role("aws-us-gov")]))).toEqual({
      kind: "aws-partition",
      problem: "region",
      partition: "aws-us-gov",
      other: "us-east-1",
    })
    expect(failureIn(() => checkPartitions(key("us-gov-west-1"), [role("aws")]))).toMatchObject({
      problem: "region",
    })
  })
})
