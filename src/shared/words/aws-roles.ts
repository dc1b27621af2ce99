/** @file The words for what goes with a role, for partitions, and for signing in to AWS's console. */
import type { AwsValueField, ConsoleProblem } from "../../core/aws-problems.ts"

type Words = readonly [title: string, detail: string]

type RoleField = Exclude<
  AwsValueField,
  | "access-key-id"
  | "secret-access-key"
  | "mfa-serial"
  | "role-arn"
  | "region"
  | "duration"
  | "endpoint"
  | "code"
  | "name"
  | "start-url"
  | "account-id"
  | "role-name"
>

export const roleValueWords: Record<RoleField, Words> = {
  "role-duration": [
    "The duration is out of range.",
    "A role's credentials last from 15 minutes (900 s) to 12 hours (43,200 s), and no longer than the role allows.",
  ],
  "chain-duration": [
    "AWS ends this session after one hour.",
    "A role assumed from a session or from another role lasts from 15 minutes (900 s) to one hour (3,600 s). For longer ones assume a single role directly, with the permanent key and a code.",
  ],
  chain: [
    "There are too many roles, or options without a role.",
    "A profile takes up to 50 roles, one after the other.",
  ],
  "external-id": [
    "This external id cannot be used.",
    "It has 2 to 1,224 letters and digits, and _ + = , . @ : / -. Copy it from whoever owns the role.",
  ],
  "session-name": [
    "This session name cannot be used.",
    "It has 2 to 64 letters and digits, and _ + = , . @ -. No spaces.",
  ],
  "source-identity": [
    "This source identity cannot be used.",
    "It has 2 to 64 letters and digits, and _ + = , . @ -. No spaces.",
  ],
  "source-identity-chain": [
    "The source identity cannot change along the way.",
    "AWS keeps the first one for all roles after it: say it once.",
  ],
  "tag-key": [
    "The name of a tag cannot be used.",
    "It has 1 to 128 letters, digits, spaces, and _ . : / = + - @, and does not begin with aws:.",
  ],
  "tag-value": [
    "The value of a tag cannot be used.",
    "It has up to 256 letters, digits, spaces, and _ . : / = + - @.",
  ],
  tags: [
    "A tag stands there twice, or there are too many.",
    "A session has up to 50 tags, and capitals make no difference in their names.",
  ],
  "transitive-tag": [
    "A tag is passed on by an earlier role already.",
    "AWS refuses to set it anew. Say it once, at the first role.",
  ],
  "session-policy": [
    "This is not a session policy.",
    "It is a JSON policy with a Statement, 2,048 characters at most without its spaces.",
  ],
  "policy-arn": ["This is not the ARN of a policy.", "It looks like arn:aws:iam::aws:policy/ReadOnlyAccess."],
  policies: ["A policy stands there twice, or there are too many.", "A session takes up to 10 policies."],
  "console-duration": [
    "The duration is out of range.",
    "A sign-in to the console lasts from 15 minutes (900 s) to 12 hours (43,200 s).",
  ],
  "console-page": [
    "This is not a page of the console.",
    "Give the service as in the console's address: s3, ec2, cloudwatch.",
  ],
}

/** The names of STS's parameters, as its refusals write them. */
export const parameterWords: Readonly<Record<string, string>> = {
  roleArn: "role's ARN",
  roleSessionName: "session name",
  externalId: "external id",
  sourceIdentity: "source identity",
  durationSeconds: "duration",
  policy: "session policy",
  policyArns: "policies' ARNs",
  tags: "tags",
  transitiveTagKeys: "tags that are passed on",
  serialNumber: "MFA device's serial",
  tokenCode: "code",
  name: "user's name",
}

/** @param other a second partition, or a region */
export function partitionWords(
  problem: "unknown" | "mixed" | "region",
  partition: string,
  other: string | null,
): Words {
  switch (problem) {
    case "unknown":
      return [
        `Keycard does not know the AWS partition “${partition}”.`,
        "It knows aws, aws-cn (China), aws-us-gov (GovCloud) and aws-eusc (European Sovereign Cloud). Check the ARN.",
      ]
    case "mixed":
      return [
        `This mixes the AWS partitions ${partition} and ${other ?? "another"}.`,
        "Keys, roles and policies of one partition mean nothing in another. Use a key and roles of the same.",
      ]
    case "region":
      return [
        `The region ${other ?? ""} is not in the AWS partition ${partition}.`,
        "STS is called in the region of the access key: add the key with a region of its own partition.",
      ]
  }
}

export const consoleWords: Record<ConsoleProblem, Words> = {
  "duration-fixed": [
    "The length of this sign-in cannot be chosen.",
    "It lasts as long as the credentials do. Only a role that is assumed directly, with the permanent key and a code, takes a length of its own.",
  ],
  refused: [
    "AWS's sign-in page did not take the credentials.",
    "Refresh the session and try again. A length of the sign-in may be longer than the role allows.",
  ],
  answer: [
    "AWS's sign-in page gave no usable answer.",
    "Try again. The network may want you to log in first: open a page in the browser.",
  ],
  "no-browser": [
    "No browser could be opened.",
    "Copy the link instead, or let keycard console print it: add --print.",
  ],
  "not-opened": [
    "The browser did not open the link.",
    "It cannot be used any more. Try again, or print it: keycard console NAME --print.",
  ],
}
