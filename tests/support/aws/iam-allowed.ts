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

/**
 * What the widespread policy leaves out of its "deny everything without MFA": a user who has no device yet must be
 * able to set one up ("AWS: Allows MFA-authenticated IAM users to manage their own credentials", IAM User Guide).
 */
const WITHOUT_MFA: ReadonlySet<IamAction> = new Set<IamAction>([
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:ListVirtualMFADevices",
])

/** @throws AwsError AccessDenied in AWS's words. */
export function checkAllowed({ account, principal }: Call, target: string, action: IamAction): void {
  const refusal = `User: ${callerArn(account, principal)} is not authorized to perform: ${action} on resource: user ${target}`
  const denied = principal.kind !== "role-session" && principal.user.denyWithoutMfa && !principal.mfa
  if (denied && !WITHOUT_MFA.has(action))
    throw accessDenied(`${refusal} with an explicit deny in an identity-based policy`)
  if (principal.kind === "role-session" || !principal.user.allow.includes(action))
    throw accessDenied(`${refusal} because no identity-based policy allows the ${action} action`)
}
