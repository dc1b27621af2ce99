import { nameOf, parseArn } from "../../core/aws/arn.ts"
import type { RefusedRole } from "../../core/aws-problems.ts"

type Words = readonly [title: string, detail: string]

/** `Admin in 210987654321, the 2nd of 3 roles`. */
function roleWords({ arn, place, of }: RefusedRole): string {
  const parsed = parseArn(arn)
  const where = parsed === null ? arn : `${nameOf(parsed)} in ${parsed.accountId}`
  const ordinal = ["1st", "2nd", "3rd"][place - 1] ?? `${place}th`
  return of === 1 ? where : `${where}, the ${ordinal} of ${of} roles`
}

/** The words of a refusal, with the role that it came from. */
export function withRole([title, detail]: Words, role: RefusedRole | undefined): Words {
  return role === undefined ? [title, detail] : [title, `The role is ${roleWords(role)}. ${detail}`]
}
