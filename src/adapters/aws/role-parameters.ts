import type { RoleRequest } from "../../core/ports/aws-api.ts"

/** What goes with a role, in AssumeRole's own words; what is not said is not sent. */
export function roleParameters(request: RoleRequest) {
  const { externalId, sourceIdentity, policy, tags = [], policyArns = [] } = request
  const transitive = tags.filter(({ transitive }) => transitive).map(({ key }) => key)
  return {
    ExternalId: externalId,
    SourceIdentity: sourceIdentity,
    Policy: policy,
    PolicyArns: policyArns.length === 0 ? undefined : policyArns.map((arn) => ({ arn })),
    Tags: tags.length === 0 ? undefined : tags.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: transitive.length === 0 ? undefined : transitive,
  }
}
