import { AppError, isAppError } from "../errors.ts"
import type { RoleRequest } from "../ports/aws-api.ts"

/** Refusals that are about the role, and not about the network, the key, or a code. */
const OF_ROLES = new Set([
  ...["role-denied", "role-duration", "role-tags", "role-identity", "mfa-required", "denied"],
  ...["duration", "value", "policy", "too-much", "other"],
])

/**
 * Says of a refusal which role of the chain refused: AWS's own text does not always.
 * @throws whatever the call threw, the refusals of {@link OF_ROLES} with `role`
 */
export async function namingRole<T>(
  { roleArn }: Pick<RoleRequest, "roleArn">,
  index: number,
  roleArns: readonly string[],
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isAppError(error, "aws-refused") || !OF_ROLES.has(error.data.refusal)) throw error
    const role = { arn: roleArn, place: index + 1, of: roleArns.length }
    throw new AppError({ ...error.data, role }, { cause: error })
  }
}
