/** @file The addresses of AWS's console and of its sign-in page. "Enable custom identity broker access to the AWS
 *  console", IAM User Guide. */
import { AppError } from "../errors.ts"
import { consoleHost, partitionNamed, signInHost } from "./partitions.ts"
import type { Partition } from "./partitions.ts"

/** Who sent the person there; the console shows it nowhere but in its logs. */
const ISSUER = "keycard"

/** Names that people have for a service, where the console's path is another. */
const PATHS: Readonly<Record<string, string>> = {
  dynamodb: "dynamodbv2",
  ddb: "dynamodbv2",
  stepfunctions: "states",
  sfn: "states",
  logs: "cloudwatch",
  cw: "cloudwatch",
  cfn: "cloudformation",
  ssm: "systems-manager",
  eventbridge: "events",
  sns: "sns/v3",
  sqs: "sqs/v3",
  cost: "cost-management",
  org: "organizations",
}

/** https://HOST of a sign-in page: AWS's, or the endpoint of one's own that the key has. */
export function signInBase(partition: Partition, endpoint: string | null): string {
  return endpoint ?? `https://${signInHost(partition)}`
}

/**
 * A page of the console.
 * @param region null: the one the person used last
 * @param service as in the console's addresses, or a usual short name; null: the first page
 * @throws AppError `aws-value` `region`, `console-page`; `aws-partition` `region`
 */
export function consolePage(partition: Partition, region: string | null, service: string | null): string {
  if (region !== null && !partition.regions.test(region))
    throw new AppError({ kind: "aws-partition", problem: "region", partition: partition.id, other: region })
  const name = service === null || service === "" ? "console" : service.toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/.test(name) || name.length > 100)
    throw new AppError({ kind: "aws-value", field: "console-page" })
  const path = `/${Object.hasOwn(PATHS, name) ? (PATHS[name] ?? name) : name}/home`
  const url = new URL(`https://${consoleHost(partition, region)}${path}`)
  if (region !== null) url.searchParams.set("region", region)
  return url.href
}

/** The link that signs in, once, within 15 minutes. A secret. */
export function loginLink(base: string, token: string, destination: string): string {
  const query = new URLSearchParams({
    Action: "login",
    Issuer: ISSUER,
    Destination: destination,
    SigninToken: token,
  })
  return `${base}/federation?${query.toString()}`
}

/** The link that signs out of the console in the browser; anybody may know it. */
export function signOutLink(partition: Partition, endpoint: string | null): string {
  const query = new URLSearchParams({
    Action: "logout",
    redirect_uri: `https://${consoleHost(partition)}/`,
  })
  return `${signInBase(partition, endpoint)}/oauth?${query.toString()}`
}

const SIGN_IN_HOSTS: ReadonlySet<string> = new Set(
  ["aws", "aws-cn", "aws-us-gov", "aws-eusc"].map((id) => signInHost(partitionNamed(id))),
)

/**
 * Whether a link leads to a sign-in page of AWS's, or to the endpoint of one's own: nothing else is opened.
 * @param endpoint of the key, checked when it was taken in; null: AWS's
 */
export function isSignInLink(link: string, endpoint: string | null): boolean {
  const url = URL.canParse(link) ? new URL(link) : null
  if (url?.username !== "" || url.password !== "") return false
  if (endpoint !== null) return url.origin === new URL(endpoint).origin
  return url.protocol === "https:" && url.port === "" && SIGN_IN_HOSTS.has(url.hostname)
}
