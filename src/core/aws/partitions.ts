/** @file AWS's partitions: separate clouds with endpoints and sign-in pages of their own. A partition is what an ARN's
 *  second field says ("Amazon Resource Names", IAM User Guide), nothing else. */
import { AppError } from "../errors.ts"
import type { AwsKey } from "../vault/schema.ts"
import { parseArn } from "./arn.ts"

export interface Partition {
  readonly id: string
  /** Its regions, as AWS's own list of partitions for SDKs has them. */
  readonly regions: RegExp
  /** Where STS is called when nothing else is said. */
  readonly defaultRegion: string
  /** Of its sign-in page and its console. */
  readonly domain: string
}

const PARTITIONS: readonly Partition[] = [
  {
    id: "aws",
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/,
    defaultRegion: "us-east-1",
    domain: "aws.amazon.com",
  },
  {
    id: "aws-cn",
    regions: /^cn-[a-z]+-\d+$/,
    defaultRegion: "cn-north-1",
    domain: "amazonaws.cn",
  },
  {
    id: "aws-us-gov",
    regions: /^us-gov-[a-z]+-\d+$/,
    defaultRegion: "us-gov-west-1",
    domain: "amazonaws-us-gov.com",
  },
  {
    id: "aws-eusc",
    regions: /^eusc-[a-z]+-[a-z]+-\d+$/,
    defaultRegion: "eusc-de-east-1",
    domain: "amazonaws-eusc.eu",
  },
]

/** @throws AppError `aws-partition` `unknown` */
export function partitionNamed(id: string): Partition {
  const partition = PARTITIONS.find((known) => known.id === id)
  if (partition === undefined)
    throw new AppError({ kind: "aws-partition", problem: "unknown", partition: id, other: null })
  return partition
}

/** The host of the federation endpoint and of sign-out. */
export const signInHost = ({ domain }: Partition) => `signin.${domain}`

/** The host of the console's pages. @param region whose own page it is; null: the one the person used last */
export const consoleHost = ({ domain }: Partition, region: string | null = null) =>
  [...(region === null ? [] : [region]), "console", domain].join(".")

/** The partition an ARN says. @throws AppError `aws-partition` `unknown`; `aws-value` `role-arn` for what is no ARN */
export function partitionOf(arn: string): Partition {
  const parsed = parseArn(arn)
  if (parsed === null) throw new AppError({ kind: "aws-value", field: "role-arn" })
  return partitionNamed(parsed.partition)
}

/** The partition that has this region; null: none that is known. */
export function partitionOfRegion(region: string): Partition | null {
  return PARTITIONS.find(({ regions }) => regions.test(region)) ?? null
}

/** The partition that a key's user is in, as its ARNs say; null: nothing says it yet. */
export function partitionOfKey(key: Pick<AwsKey, "userArn" | "mfaSerial">): Partition | null {
  const said = [key.userArn, key.mfaSerial].find((text) => parseArn(text ?? "") !== null)
  return said === undefined || said === null ? null : partitionOf(said)
}

/**
 * A chain stays in one partition, and STS is called there: keys, roles and endpoints of one know nothing of another's.
 * @throws AppError `aws-partition`
 */
export function checkPartitions(
  key: Pick<AwsKey, "userArn" | "mfaSerial" | "region">,
  roleArns: readonly string[],
): void {
  const [first, ...others] = [
    ...[partitionOfKey(key)].filter((partition) => partition !== null),
    ...roleArns.map(partitionOf),
  ]
  if (first === undefined) return
  const stranger = others.find(({ id }) => id !== first.id)
  if (stranger !== undefined)
    throw new AppError({ kind: "aws-partition", problem: "mixed", partition: first.id, other: stranger.id })
  if (!first.regions.test(key.region))
    throw new AppError({ kind: "aws-partition", problem: "region", partition: first.id, other: key.region })
}
