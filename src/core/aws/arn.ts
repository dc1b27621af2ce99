/** An Amazon Resource Name, taken apart at its colons: partitions and regions differ in length. */
export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov`, ... */
  readonly partition: string
  readonly service: string
  readonly accountId: string
  /** Everything after the account, colons included: `mfa/ada`, `role/team/Admin`. */
  readonly resource: string
}

const ARN = /^arn:(aws(?:-[a-z]+)*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}):([\w+=,.@/:-]+)$/

/** "Amazon Resource Names", IAM User Guide. `null`: not the ARN of a thing in an account. */
export function parseArn(text: string): Arn | null {
  const [, partition, service, , accountId, resource] = ARN.exec(text) ?? []
  if (partition === undefined || service === undefined || accountId === undefined) return null
  return resource === undefined ? null : { partition, service, accountId, resource }
}

const lastPart = (path: string) => path.slice(path.lastIndexOf("/") + 1)

/** The last part of a resource's path: the name of a user, a device, a role. */
export function nameOf(arn: Arn): string {
  return lastPart(arn.resource)
}

/** The identity that AssumeRole makes of a role. "IAM identifiers", IAM User Guide. */
export function assumedRoleArn(roleArn: string, roleSessionName: string): string | null {
  const role = parseArn(roleArn)
  if (role === null) return null
  return `arn:${role.partition}:sts::${role.accountId}:assumed-role/${nameOf(role)}/${roleSessionName}`
}

/** `keycard-` and whose it is, in the 2 to 64 characters that STS takes: it is what CloudTrail shows. */
export function roleSessionName(who: string): string {
  return `keycard-${who.replace(/[^\w+=,.@-]/g, "-")}`.slice(0, 64)
}
