import type { AwsValueField } from "../../core/aws-problems.ts"
import { refusedFields } from "../../core/aws/refusals.ts"
import type { AppErrorData, AwsAnswerProblem, AwsRefusal, ProfileNameProblem } from "../../core/errors.ts"
import { parameterWords, roleValueWords } from "./aws-roles.ts"

type Words = readonly [title: string, detail: string]

export const awsValueWords: Record<AwsValueField, Words> = {
  ...roleValueWords,
  "access-key-id": [
    "This is not a permanent access key id.",
    "It begins with AKIA and has 20 characters. One that begins with ASIA belongs to a session.",
  ],
  "secret-access-key": ["This is not a secret access key.", "It has 40 characters. Copy all of it."],
  "mfa-serial": [
    "This is not the serial of an MFA device.",
    "It looks like arn:aws:iam::123456789012:mfa/name, or is the number on a hardware token.",
  ],
  "role-arn": ["This is not the ARN of a role.", "It looks like arn:aws:iam::123456789012:role/name."],
  region: ["This is not a region's name.", "It looks like eu-central-1."],
  duration: ["The duration is out of range.", "It must be from 15 minutes (900 s) to 36 hours (129,600 s)."],
  endpoint: ["This endpoint cannot be used.", "It must be https, or http on this computer (localhost)."],
  code: ["This is not a code.", "A code has six digits."],
  name: ["This name cannot be used.", "Use 1 to 100 characters."],
  "start-url": ["This is not a start URL.", "It looks like https://my-company.awsapps.com/start."],
  "account-id": ["This is not the id of an AWS account.", "It has 12 digits."],
  "role-name": ["This is not the name of a role.", "Use the name that the access portal shows."],
}

export const awsFileWords: Record<Extract<AppErrorData, { kind: "aws-file" }>["problem"], string> = {
  "duplicate-section": "a section stands there a second time",
  "duplicate-key": "a key stands there a second time",
  "no-section": "text before the first section",
  "no-separator": "a line without “=”",
  "byte-order-mark": "an invisible byte order mark",
  "not-utf8": "bytes that are not UTF-8",
  "control-character": "a control character",
  "lone-carriage-return": "an old Mac line ending",
  unreadable: "something unreadable",
}

/** @returns why a profile's name is refused. */
export function profileNameWords(problem: ProfileNameProblem, name: string): Words {
  const rule = "Use letters, digits and _ . @ + : / % -, beginning with a letter, a digit or _."
  switch (problem) {
    case "empty":
      return ["The profile needs a name.", rule]
    case "too-long":
      return ["The profile's name is too long.", "Use at most 128 characters."]
    case "characters":
      return ["Some AWS tools do not see a profile of that name.", rule]
    case "reserved":
      return [`“${name}” has a meaning of its own in AWS's files.`, "Choose another name."]
    case "taken":
      return [
        `The config file already gives “${name}” its credentials another way (a role, or Identity Center).`,
        "AWS's tools would not look at Keycard's. Choose another name.",
      ]
  }
}

export const awsAnswerWords: Record<AwsAnswerProblem, Words> = {
  "no-credentials": ["AWS answered without credentials.", "Try again. Nothing was written."],
  "access-key-id": ["AWS's answer has no usable access key id.", "Nothing was written. Check the endpoint."],
  "secret-access-key": ["AWS's answer has no usable secret key.", "Nothing was written. Check the endpoint."],
  "session-token": ["AWS's answer has no usable session token.", "Nothing was written. Check the endpoint."],
  expiration: [
    "AWS's answer expires at an impossible time.",
    "Check this computer's clock and the endpoint. Nothing was written.",
  ],
  "not-xml": [
    "Something other than AWS answered.",
    "The network may want you to log in first: open a page in the browser, then try again.",
  ],
  "too-large": ["The answer was far too large to be AWS's.", "Nothing was written. Check the endpoint."],
}

/**
 * @returns what AWS refused, in words.
 * @param code AWS's own code of the error, for those who search for it.
 * @param message of AWS; only the names of parameters are taken out of it.
 */
export function awsRefusalWords(refusal: AwsRefusal, code: string, message = ""): Words {
  switch (refusal) {
    case "mfa-code":
      return [
        "AWS did not take the MFA code.",
        "It was wrong or used before. Check that the key is linked to the right account, and this computer's clock.",
      ]
    case "mfa-device":
      return [
        "AWS does not know this MFA device for this user.",
        "Check the device's ARN: it must be the user's own and contain :mfa/. Keycard can look it up.",
      ]
    case "mfa-required":
      return ["AWS wants MFA for this.", "Link an MFA device to the access key."]
    case "key-unknown":
      return [
        "AWS does not know this access key.",
        "It was deleted or made inactive. Make a new one in the IAM console and add it here.",
      ]
    case "key-secret":
      return [
        "The secret does not belong to this access key.",
        "Add the key again, and copy all of the secret.",
      ]
    case "denied":
      return [
        "AWS does not allow this.",
        "The user's policies forbid it: ask whoever manages the AWS account.",
      ]
    case "session-key":
      return ["This needs a permanent access key.", "A session's key cannot ask for another session."]
    case "session-expired":
      return ["The session has expired.", "Refresh it."]
    case "duration":
      return [
        "AWS does not take this duration.",
        "Choose from 15 minutes to 36 hours; the root user gets one hour.",
      ]
    case "role-duration":
      return [
        "The role does not allow sessions this long.",
        "Choose a shorter duration. The role's own limit is set in IAM; a role assumed from a role lasts one hour at most.",
      ]
    case "role-denied":
      return [
        "AWS does not let you assume this role.",
        "Its trust policy must name you, and you must be allowed sts:AssumeRole. Check the ARN, the external id, and whether it wants MFA.",
      ]
    case "role-tags":
      return [
        "The role does not take session tags.",
        "Its trust policy must allow sts:TagSession, and these tags. Leave the tags out, or ask who manages the role.",
      ]
    case "role-identity":
      return [
        "The role does not take this source identity.",
        "Its trust policy must allow sts:SetSourceIdentity, and an identity that was set stays as it is in the roles after it.",
      ]
    case "value": {
      const names = refusedFields(message).map((name) => parameterWords[name] ?? name)
      return names.length === 0
        ? ["AWS does not take the tags.", "Check that no tag stands there twice, or is passed on already."]
        : [
            `AWS does not take the ${[...new Set(names)].join(", the ")}.`,
            "Correct it in the profile and try again.",
          ]
    }
    case "policy":
      return [
        "AWS cannot read the session policy.",
        "Check its JSON: Version, Statement, Effect, Action and Resource. A session policy names no Principal.",
      ]
    case "too-much":
      return [
        "The policies and tags of the session are too large together.",
        "Shorten the session policy, or leave out some tags or policies.",
      ]
    case "region-disabled":
      return ["STS is switched off in this region for your account.", "Choose another region for the key."]
    case "throttled":
      return ["AWS asks to slow down.", "Wait a minute and try again."]
    case "server":
      return ["AWS has trouble of its own.", "Try again in a minute. The code counts as used."]
    case "other":
      return [`AWS refused: ${code}.`, "Look this code up in AWS's documentation of STS."]
  }
}
