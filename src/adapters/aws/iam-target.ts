import { partitionOfRegion } from "../../core/aws/partitions.ts"
import type { AwsTarget } from "../../core/ports/aws-api.ts"

/**
 * IAM is one for its whole partition, and requests to it are signed for one region ("AWS Identity and Access
 * Management endpoints and quotas", AWS General Reference). The SDK knows that of AWS's own endpoint only.
 */
export function iamTarget(target: AwsTarget): AwsTarget {
  return { ...target, region: partitionOfRegion(target.region)?.defaultRegion ?? target.region }
}
