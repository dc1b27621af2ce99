import { expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import type { AwsRefusal } from "../../../src/core/errors.ts"
import { namingRole } from "../../../src/core/aws/naming-role.ts"
import { messageFor } from "../../../src/shared/messages.ts"
import { newBench } from "../../support/aws-bench.ts"

const role = (name: string, account = "210987654321") => `arn:aws:iam::${account}:role/team/${name}`
const refusal = (refusal: AwsRefusal) =>
  new AppError({ kind: "aws-refused", refusal, code: "AccessDenied", message: "no" })

async function dataOf(work: Promise<unknown>) {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error.data
  }
  throw new Error("did not fail")
}

test("a refusal in a chain says which role it was, by its name, its account and its place", async () => {
  const roleArns = [role("First"), role("Middle", "345678901234"), role("Last")]
  const { aws, api, profile } = await newBench({ roleArns })
  let calls = 0
  // The user's session, the first role, the second.
  api.beforeAnswer = () => (++calls === 3 ? Promise.reject(refusal("role-denied")) : Promise.resolve())
  const data = await dataOf(aws.refresh(profile.id))
  expect(data).toMatchObject({ refusal: "role-denied", role: { arn: roleArns[1], place: 2, of: 3 } })
  expect(messageFor(data, 0).detail).toContain("The role is Middle in 345678901234, the 2nd of 3 roles. ")
})

test("the only role of a profile is named without a place, also where the permanent key asks for it", async () => {
  const { aws, api, profile } = await newBench({ roleArns: [role("Only")], assume: "direct" })
  api.failures.push(refusal("role-duration"))
  const data = await dataOf(aws.refresh(profile.id))
  expect(messageFor(data, 0).detail).toContain("The role is Only in 210987654321. ")
})

test("what is no refusal of the role names none", async () => {
  const { aws, api, profile } = await newBench({ roleArns: [role("Only")], assume: "direct" })
  api.failures.push(refusal("mfa-code"))
  expect(await dataOf(aws.refresh(profile.id))).not.toHaveProperty("role")
  const lost = new AppError({ kind: "network", problem: "dns", host: "sts" })
  const call = () => Promise.reject(lost)
  await expect(namingRole({ roleArn: role("A") }, 0, [role("A")], call)).rejects.toBe(lost)
})
