import type { AwsOverview, KeyView, SessionCard } from "../../../src/shared/ipc/views.ts"
import { sampleId } from "./sample-accounts.ts"

const hourMs = 3_600_000
const files = {
  credentialsPath: "/home/mona/.aws/credentials",
  configPath: "/home/mona/.aws/config",
  fileError: null,
}

export function emptyAws(): AwsOverview {
  return { keys: [], sessions: [], plainKeys: [], signInsCalledOff: [], clockOffsetMs: null, ...files }
}

function key(index: number, more: Partial<KeyView>): KeyView {
  return {
    id: sampleId(2, index),
    name: "work",
    tail: "7Q4X",
    accountId: "123456789012",
    userArn: "arn:aws:iam::123456789012:user/mona",
    mfaSerial: "arn:aws:iam::123456789012:mfa/mona-laptop",
    otpAccountId: sampleId(1, 1),
    endpoint: null,
    region: "us-east-1",
    care: { createdAtMs: 0, facts: null, rotation: null, enrolment: null },
    ...more,
  }
}

export function card(index: number, more: Partial<SessionCard>): SessionCard {
  return {
    profileId: sampleId(3, index),
    name: "dev",
    center: null,
    keyId: sampleId(2, 0),
    durationSeconds: 43_200,
    region: "eu-central-1",
    roleArns: [],
    roleOptions: [],
    assume: "auto",
    federation: null,
    mode: "file",
    state: "none",
    issuedAtMs: null,
    expiresAtMs: null,
    accountId: "123456789012",
    arn: null,
    written: false,
    renew: "on-demand",
    nextRenewalAtMs: null,
    renewalWaits: null,
    busy: false,
    waitUntilMs: null,
    lastError: null,
    ...more,
  }
}

/** A card in every state. */
export function fullAws(nowMs: number): AwsOverview {
  const live = (leftMs: number, wholeMs: number) => ({
    issuedAtMs: nowMs - (wholeMs - leftMs),
    expiresAtMs: nowMs + leftMs,
    written: true,
  })
  return {
    keys: [
      key(0, {}),
      key(1, {
        name: "sandbox",
        tail: "KLM2",
        accountId: "998877665544",
        userArn: null,
        otpAccountId: null,
        mfaSerial: null,
      }),
    ],
    sessions: [
      card(0, {
        name: "dev",
        state: "valid",
        ...live(3.2 * hourMs, 12 * hourMs),
        arn: "arn:aws:iam::123456789012:user/mona",
        renew: "auto",
        nextRenewalAtMs: nowMs + 2.9 * hourMs,
      }),
      card(1, {
        name: "prod-admin",
        state: "ending",
        durationSeconds: 3_600,
        ...live(0.15 * hourMs, hourMs),
        accountId: "556677889900",
        roleArns: ["arn:aws:iam::556677889900:role/Admin"],
        arn: "arn:aws:sts::556677889900:assumed-role/Admin/mona",
        renew: "auto",
        renewalWaits: "offline",
      }),
      card(2, {
        name: "analytics",
        state: "expired",
        ...live(-2 * hourMs, 12 * hourMs),
        accountId: "998877665544",
        renew: "auto",
        renewalWaits: "later",
        nextRenewalAtMs: nowMs + 60_000,
        lastError: { kind: "network", problem: "dns", host: "sts.eu-central-1.amazonaws.com" },
      }),
      card(3, {
        name: "sandbox",
        accountId: null,
        center: null,
        keyId: sampleId(2, 1),
        region: null,
        durationSeconds: 129_600,
      }),
      card(4, { name: "staging", busy: true, waitUntilMs: nowMs + 14_000, accountId: "424242424242" }),
      card(5, {
        name: "a-profile-with-a-very-long-name-that-does-not-fit-anywhere",
        accountId: "777777777777",
        lastError: {
          kind: "section-not-ours",
          profile: "legacy",
          path: files.credentialsPath,
          permanentKey: true,
        },
      }),
    ],
    signInsCalledOff: [],
    plainKeys: [
      { profile: "default", tail: "A1B2", mfaSerial: null, serves: "default" },
      { profile: "ci-long-term", tail: "C3D4", mfaSerial: null, serves: "ci" },
    ],
    clockOffsetMs: null,
    ...files,
  }
}
