import { AppError } from "../errors.ts"
import type { OtpPart, OtpProblem } from "../errors.ts"

/** The refusal of one part of an entry. It names the part and never holds what stood there. */
export function otpError(part: OtpPart, problem: OtpProblem): AppError {
  return new AppError({ kind: "otp", part, problem })
}
