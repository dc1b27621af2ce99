import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { canonicalRequest, expectedSignature, parseAuthorization } from "./sigv4.ts"

/** The worked example of AWS's "Create a signed AWS API request" and of its predecessor in the General
 *  Reference: IAM ListUsers on 30 August 2015. */
const REQUEST = {
  method: "GET",
  target: "/?Action=ListUsers&Version=2010-05-08",
  rawHeaders: [
    "Host",
    "iam.amazonaws.com",
    "Content-Type",
    "application/x-www-form-urlencoded; charset=utf-8",
    "X-Amz-Date",
    "20150830T123600Z",
  ],
  body: Buffer.alloc(0),
}
const HEADER =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, " +
  "SignedHeaders=content-type;host;x-amz-date, " +
  "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"

function authorization() {
  const parsed = parseAuthorization(HEADER)
  if ("lacks" in parsed) throw new Error("unreachable")
  return parsed
}

const sign = (request: typeof REQUEST) =>
  expectedSignature(request, authorization(), "20150830T123600Z", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")

describe("Signature Version 4", () => {
  it("hashes the canonical request of AWS's example to AWS's value", () => {
    const canonical = canonicalRequest(REQUEST, authorization().signedHeaders)
    expect(createHash("sha256").update(canonical).digest("hex")).toBe(
      "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
    )
  })

  it("reaches the signature of AWS's example", () => {
    expect(sign(REQUEST)).toBe(authorization().signature)
  })

  it("sorts the query and collapses blanks in headers, which leaves the signature alone", () => {
    const rawHeaders = REQUEST.rawHeaders.map((text) => text.replace("; charset", ";   charset"))
    expect(sign({ ...REQUEST, rawHeaders, target: "/?Version=2010-05-08&Action=ListUsers" })).toBe(
      authorization().signature,
    )
  })

  it("gives another signature for another byte in the body", () => {
    expect(sign({ ...REQUEST, body: Buffer.from("a") })).not.toBe(authorization().signature)
  })

  it("names the parts an Authorization header lacks", () => {
    expect(parseAuthorization("AWS4-HMAC-SHA256 Credential=a/b/c/d/e")).toEqual({
      lacks: ["Signature", "SignedHeaders"],
    })
  })
})
