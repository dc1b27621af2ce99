/** @file Who may ask IAM what. */
import { accessDenied, invalidClientTokenId } from "./aws-error.ts"
import { callerArn } from "./call.ts"
import type { Call } from "./call.ts"
import type { IamAction } from "./model.ts"

/** @throws AwsError: a session without MFA may not call IAM at all, and IAM says so in these misleading words. */
export function refuseSessionWithoutMfa({ principal }: Call): void {
  if (principal.kind === "federated" || (principal.kind === "user-session" && !principal.mfa))
    throw invalidClientTokenId()
}

/** @throws AwsError AccessDenied in AWS's words. */
export function checkAllowed({ account, principal }: Call, target: string, action: IamAction): void {
  const refusal = `User: ${callerArn(account, principal)} is not authorized to perform: ${action} on resource: user ${target}`
  if (principal.kind !== "role-session" && principal.user.denyWithoutMfa && !principal.mfa)
    throw accessDenied(`${refusal} with an explicit deny in an identity-based policy`)
  if (principal.kind === "role-session" || !principal.user.allow.includes(action))
    throw accessDenied(`${refusal} because no identity-based policy allows the ${action} action`)
}
