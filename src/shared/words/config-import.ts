/** @file Why a profile of AWS's files cannot be taken over, and what of one is not. */
import type { Barrier, ForeignTool, ImportNote } from "../../core/aws/config-import/types.ts"
import type { AppErrorData } from "../../core/errors.ts"

type Words = readonly [title: string, detail: string]

export function configImportWords(
  problem: Extract<AppErrorData, { kind: "config-import" }>["problem"],
  profile: string | null,
): Words {
  const name = profile === null ? "" : ` “${profile}”`
  switch (problem) {
    case "changed":
      return [
        `The profile${name} cannot be taken over as it stands in AWS's files now.`,
        "Look at them again. Nothing was taken over.",
      ]
    case "nothing-chosen":
      return ["No profile was chosen.", "Choose at least one."]
    case "center":
      return [
        `The profile${name} belongs to Identity Center.`,
        "It is added by signing in there, not from AWS's files. Nothing was taken over.",
      ]
  }
}

/** A name on a command line; what is odd in it is left to its owner. */
const argument = (name: string) => (/^[\w.@:/+-]+$/.test(name) ? name : "NAME")

const AWS_VAULT = (name: string) =>
  `aws-vault export --no-session --format=json ${argument(name)} | keycard aws key add ${argument(name)}`

const OTHERS: Record<Exclude<ForeignTool, "aws-vault">, Words> = {
  granted: [
    "Granted hands these credentials out.",
    "Is it a key that Granted keeps? granted credentials export-plaintext writes it into the credentials file; then look again. If not, sign in to Identity Center in Keycard.",
  ],
  leapp: [
    "Leapp hands these credentials out.",
    "Leapp shows no key that it keeps. Make a new one in AWS's console, add it with keycard aws key add, then delete the old one.",
  ],
  "aws-sso": ["aws-sso hands these credentials out.", "Sign in to Identity Center in Keycard instead."],
  saml2aws: ["saml2aws hands these credentials out.", "Keycard does not sign in with SAML."],
  aws: ["The AWS CLI hands these credentials out, from another profile.", "Take over that profile instead."],
  "roles-anywhere": [
    "A certificate proves who this is (IAM Roles Anywhere).",
    "Keycard does not work with certificates.",
  ],
  other: [
    "Another program hands these credentials out.",
    "If it keeps a permanent key, add that with keycard aws key add.",
  ],
}

const SOURCES: Readonly<Record<string, string>> = {
  Ec2InstanceMetadata: "the EC2 instance that the tools run on",
  EcsContainer: "the container that the tools run in",
  Environment: "the environment variables of the shell",
}

/** Why, and what to do about it. */
export function barrierWords(barrier: Barrier): Words {
  switch (barrier.kind) {
    case "source-missing":
      return [
        `Its source “${barrier.profile}” is in neither file.`,
        `If aws-vault keeps that key: ${AWS_VAULT(barrier.profile)}`,
      ]
    case "loop":
      return [
        `Its sources lead in a circle: ${barrier.path.join(" → ")}.`,
        "Mend source_profile in the config file.",
      ]
    case "too-many-roles":
      return [`It assumes more than ${barrier.most} roles one from the other.`, "Begin with a later one."]
    case "bad-role":
      return ["Its role_arn is not the ARN of a role.", "It looks like arn:aws:iam::123456789012:role/name."]
    case "credential-source":
      return [
        `Its credentials come from ${SOURCES[barrier.source] ?? "where the tools run"} (credential_source).`,
        "There is no key that Keycard could keep.",
      ]
    case "web-identity":
      return ["Its credentials come for another service's token.", "There is no key that Keycard could keep."]
    case "login-session":
      return ["It is signed in with aws login.", "There is no key that Keycard could keep."]
    case "process":
      if (barrier.tool !== "aws-vault") return OTHERS[barrier.tool]
      return [
        "aws-vault keeps this key.",
        `Take it over in a terminal, then look again: ${AWS_VAULT(barrier.name ?? "NAME")}`,
      ]
    case "temporary":
      return [
        barrier.profile === ""
          ? "Its keys end by themselves."
          : `The keys of “${barrier.profile}” are a session's and end by themselves.`,
        "Add the permanent key behind them with keycard aws key add.",
      ]
    case "key-elsewhere":
      return [
        `No key of “${barrier.profile}” is in either file.`,
        `Add it under that name, then look again. If aws-vault keeps it: ${AWS_VAULT(barrier.profile)}`,
      ]
    case "bad-key":
      return [`What stands under “${barrier.profile}” is no permanent key.`, "Check it in the file."]
    case "center-incomplete":
      return [
        "It belongs to Identity Center, and not all of it is said.",
        "It needs a start URL, a region, an account and a role.",
      ]
    case "role-after-center":
      return [
        `Its role is assumed from “${barrier.profile}”, a role of Identity Center.`,
        "Keycard assumes roles from permanent keys.",
      ]
    case "center":
      return [
        "It belongs to Identity Center.",
        "Sign in there in Keycard: its accounts and roles are listed then.",
      ]
  }
}

/** What is different here, in one sentence. */
export function importNoteWords(note: ImportNote): string {
  switch (note.kind) {
    case "name-changed":
      return `“${note.from}” cannot be its name here.`
    case "duration-changed":
      return `AWS gives no session of the length it asks for; here it lasts ${note.seconds / 60} minutes.`
    case "region-dropped":
      return `“${note.region}” is no region; it has none here.`
    case "session-name-dropped":
      return "AWS does not take its session name; Keycard makes one."
    case "external-id-dropped":
      return "AWS does not take its external ID; it is left out."
    case "source-identity-dropped":
      return "AWS does not take its source identity there; it is left out."
    case "session-tags-dropped":
      return "AWS does not take its session tags there; they are left out."
    case "other-mfa-device":
      return `Its key has another MFA device here: ${note.serial}.`
    case "on-request":
      return "AWS's files give this name credentials already and stay as they are: here they are handed out on request."
  }
}
