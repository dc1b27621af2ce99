/** @file Run by tests as a process of its own: replaces the file that KEYCARD_TEST_PATH names, says how it went. */
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { isAppError } from "../../src/core/errors.ts"

const file = createTextFile({ path: process.env.KEYCARD_TEST_PATH ?? "" })
try {
  await file.replace(new TextEncoder().encode("new"), await file.read())
  process.stdout.write("replaced\n")
} catch (error) {
  process.stdout.write(isAppError(error, "file") ? `${error.data.problem}\n` : `bug: ${String(error)}\n`)
}
