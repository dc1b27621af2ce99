/** @file AWS Signature Version 4, the verifying side, from "Create a signed AWS API request" in the IAM User
 *  Guide: canonical request, string to sign, signing key. */
import { createHash, createHmac } from "node:crypto"

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string
  /** Path and query, still percent-encoded. */
  readonly target: string
  /** Names and values alternating, as Node's `rawHeaders`. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface Authorization {
  readonly accessKeyId: string
  /** `YYYYMMDD/region/service/aws4_request`, split. */
  readonly scope: {
    readonly date: string
    readonly region: string
    readonly service: string
    readonly end: string
  }
  readonly signedHeaders: readonly string[]
  /** Lower-case hex. */
  readonly signature: string
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex")
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest()

/** The page's UriEncode: everything but the unreserved characters of RFC 3986. */
const uriEncode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const byCodePoint = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** All values of one header, in order, joined by commas; undefined where it did not arrive. */
export function headerValue(request: WireRequest, name: string): string | undefined {
  const values: string[] = []
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name)
      values.push((request.rawHeaders[index + 1] ?? "").trim().replace(/ +/g, " "))
  }
  return values.length === 0 ? undefined : values.join(",")
}

/** Every header name that arrived, in lower case. */
export const headerNames = (request: WireRequest) =>
  request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=")
      return [name, value.join("=")].map((part) => uriEncode(decodeURIComponent(part))) as [string, string]
    })
    .sort((left, right) => byCodePoint(left[0], right[0]) || byCodePoint(left[1], right[1]))
    .map((pair) => pair.join("="))
    .join("&")
}

/** Step 1 of the page. STS and IAM encode the path a second time; the only path here is `/`. */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const [path = "/", query = ""] = request.target.split("?")
  return [
    request.method,
    path.split("/").map(uriEncode).join("/"),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(request, name) ?? ""}`),
    "",
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n")
}

/** The signature the holder of `secret` would have made, in lower-case hex.
 *  @param dateTime the `X-Amz-Date`, `YYYYMMDDTHHMMSSZ`. */
export function expectedSignature(
  request: WireRequest,
  { scope, signedHeaders }: Pick<Authorization, "scope" | "signedHeaders">,
  dateTime: string,
  secret: string,
): string {
  const scopeText = [scope.date, scope.region, scope.service, scope.end].join("/")
  const hash = sha256(canonicalRequest(request, signedHeaders))
  const toSign = ["AWS4-HMAC-SHA256", dateTime, scopeText, hash].join("\n")
  const key = [scope.date, scope.region, scope.service, scope.end].reduce<string | Buffer>(
    hmac,
    `AWS4${secret}`,
  )
  return hmac(key, toSign).toString("hex")
}

/** Takes the Authorization header apart, or names the parts it lacks. */
export function parseAuthorization(header: string): Authorization | { readonly lacks: readonly string[] } {
  const parts = new Map(
    header
      .replace(/^AWS4-HMAC-SHA256\s+/, "")
      .split(/,\s*/)
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const),
  )
  const credential = parts.get("Credential")
  const signature = parts.get("Signature")
  const signedHeaders = parts.get("SignedHeaders")
  if (credential === undefined || signature === undefined || signedHeaders === undefined)
    return { lacks: ["Credential", "Signature", "SignedHeaders"].filter((name) => !parts.has(name)) }
  const [accessKeyId = "", date = "", region = "", service = "", end = ""] = credential.split("/")
  return {
    accessKeyId,
    scope: { date, region, service, end },
    signedHeaders: signedHeaders.split(";"),
    signature,
  }
}
