import { expect } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import type { AppErrorData } from "../../../src/core/errors.ts"

/** What `work` was refused with; fails the test when it was not, or with anything but an AppError. */
export function refusalOf(work: () => unknown): AppErrorData {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return (error as AppError).data
  }
  return expect.unreachable("nothing was refused")
}
