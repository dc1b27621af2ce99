/** @file One request in, one answer out: which service, who, which operation. No sockets here. */
import { authenticate } from "./authenticate.ts"
import { AwsError } from "./aws-error.ts"
import type { Operation } from "./call.ts"
import { IAM } from "./iam.ts"
import type { Account } from "./model.ts"
import type { Parameters } from "./parameters.ts"
import type { WireRequest } from "./sigv4.ts"
import { STS } from "./sts.ts"
import { errorAnswer, resultAnswer } from "./xml.ts"
import type { Answer, Service } from "./xml.ts"

interface Api {
  readonly service: Service
  readonly operations: ReadonlyMap<string, Operation>
}

const APIS: ReadonlyMap<string | undefined, Api> = new Map([
  ["2011-06-15", { service: "sts", operations: STS }],
  ["2010-05-08", { service: "iam", operations: IAM }],
])

/** An answer and, for the log, `OK` or AWS's error code. */
export interface Outcome {
  readonly answer: Answer
  readonly result: string
}

/** The parameters of a form-encoded body.
 *  @throws AwsError for a name that comes twice: nobody can say which one was meant. */
export function readParameters(request: WireRequest): Parameters {
  const pairs = [...new URLSearchParams(request.body.toString("utf8"))]
  const parameters: Record<string, string> = Object.fromEntries(pairs)
  if (Object.keys(parameters).length !== pairs.length)
    throw new AwsError(400, "MalformedQueryString", "The query string contains a parameter twice.")
  return parameters
}

function perform(
  account: Account,
  request: WireRequest,
  api: Api | undefined,
  nowMs: number,
  clockWindowMinutes: number,
): Answer {
  const parameters = readParameters(request)
  const action = parameters.Action ?? ""
  const service = api?.service ?? "sts"
  const principal = authenticate(account, request, { service, nowMs, clockWindowMinutes })
  if (action === "") throw new AwsError(400, "MissingAction", "Missing Action")
  const operation = api?.operations.get(action)
  if (!operation)
    throw new AwsError(
      400,
      "InvalidAction",
      `Could not find operation ${action} for version ${parameters.Version ?? "NO_VERSION_SPECIFIED"}`,
    )
  return resultAnswer(service, action, operation({ account, principal, parameters, nowMs }))
}

/** The API a request is meant for; both live at one address here, so its version must tell. */
const apiOf = (request: WireRequest) =>
  APIS.get(new URLSearchParams(request.body.toString("utf8")).get("Version") ?? undefined)

/** Answers as AWS does; an error of AWS is an answer too. */
export function handle(
  account: Account,
  request: WireRequest,
  nowMs: number,
  clockWindowMinutes: number,
): Outcome {
  const api = apiOf(request)
  try {
    return { answer: perform(account, request, api, nowMs, clockWindowMinutes), result: "OK" }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { answer: errorAnswer(api?.service ?? "sts", error), result: error.code }
  }
}
