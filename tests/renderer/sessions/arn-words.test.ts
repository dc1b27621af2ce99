import { expect, test } from "vitest"
import { accountWords, deviceWords, identityWords } from "../../../src/renderer/sessions/arn-words.ts"
import { exportLine } from "../../../src/renderer/sessions/export-line.ts"

test.each([
  ["arn:aws:iam::123456789012:user/mona", "user mona"],
  ["arn:aws:iam::123456789012:user/team/a/mona", "user mona"],
  ["arn:aws-cn:sts::123456789012:assumed-role/Admin/mona", "role Admin"],
  ["arn:aws:iam::123456789012:role/path/Reader", "role Reader"],
  ["arn:aws:iam::123456789012:root", "root user"],
])("%s is %s", (arn, words) => {
  expect(identityWords(arn)).toBe(words)
})

test("an account's number is grouped; anything else is left alone", () => {
  expect(accountWords("123456789012")).toBe("1234-5678-9012")
  expect(accountWords("1234")).toBe("1234")
})

test("a device is called by the end of its ARN, a hardware one by its serial", () => {
  expect(deviceWords("arn:aws:iam::123456789012:mfa/mona-laptop")).toBe("mona-laptop")
  expect(deviceWords("GAHT12345678")).toBe("GAHT12345678")
})

test("the line for the shell is the shell's own", () => {
  expect(exportLine("dev", "linux")).toBe("export AWS_PROFILE=dev")
  expect(exportLine("dev", "win32")).toBe('$env:AWS_PROFILE="dev"')
})
