import type { AwsOverview } from "../../../src/shared/ipc/views.ts"
import { createFakeKeys } from "./fake-keys.ts"
import { Refused, wait, type Part, type Tell } from "./fake-parts.ts"
import { sampleId } from "./sample-accounts.ts"
import { card, emptyAws, fullAws } from "./sample-aws.ts"
import { sampleConfigRows } from "./sample-config.ts"

export interface FakeAwsOptions {
  aws: "empty" | "full"
}

/** Keys, profiles and sessions; AWS takes half a second for what it is asked. */
export function fakeAws(options: FakeAwsOptions, tell: Tell): Part<"aws" | "keys" | "config" | "console"> {
  let overview: AwsOverview = options.aws === "full" ? fullAws(Date.now()) : emptyAws()
  const changeAws = (next: Partial<AwsOverview>) => {
    overview = { ...overview, ...next }
    tell("aws:changed", overview)
  }
  const changeSession = (profileId: string, next: Partial<AwsOverview["sessions"][number]>) =>
    changeAws({
      sessions: overview.sessions.map((each) => (each.profileId === profileId ? { ...each, ...next } : each)),
    })
  return {
    "aws:overview": () => overview,
    "aws:key-add": (key) => {
      const added = {
        ...fullAws(Date.now()).keys[1]!,
        id: crypto.randomUUID(),
        name: key.name,
      }
      changeAws({ keys: [...overview.keys, added] })
      return added
    },
    "aws:key-edit": ({ keyId, ...changes }) => {
      const keys = overview.keys.map((each) =>
        each.id === keyId
          ? {
              ...each,
              name: changes.name ?? each.name,
              mfaSerial: changes.mfaSerial ?? null,
              otpAccountId: changes.otpAccountId ?? null,
              region: changes.region ?? each.region,
              endpoint: changes.endpoint ?? null,
            }
          : each,
      )
      changeAws({ keys })
      return keys.find(({ id }) => id === keyId)!
    },
    "aws:key-remove": ({ keyId }) => {
      const by = overview.sessions.filter((each) => each.keyId === keyId).map(({ name }) => name)
      if (by.length > 0) throw new Refused({ kind: "in-use", what: "key", by })
      changeAws({ keys: overview.keys.filter(({ id }) => id !== keyId) })
      return {}
    },
    "aws:find-devices": async () => {
      await wait(600)
      return {
        devices: [
          { serialNumber: "arn:aws:iam::123456789012:mfa/mona-laptop", otpAccountId: sampleId(1, 1) },
          { serialNumber: "arn:aws:iam::123456789012:mfa/mona-phone", otpAccountId: null },
        ],
      }
    },
    "aws:hardware-keys": async () => {
      await wait(600)
      const entries = ["Amazon Web Services:mona@123456789012", "GitHub:mona"]
      return { keys: [{ serial: "16021983", entries, problem: null }] }
    },
    "aws:profile-add": (profile) => {
      if (/[^\w.@+=,-]/.test(profile.name)) {
        throw new Refused({ kind: "profile-name", problem: "characters", name: profile.name })
      }
      const profileId = crypto.randomUUID()
      changeAws({ sessions: [...overview.sessions, { ...card(0, {}), ...profile, profileId }] })
      return { profileId }
    },
    "aws:profile-edit": ({ profileId, ...profile }) => {
      changeSession(profileId, profile)
      return { profileId }
    },
    "aws:profile-remove": ({ profileId }) => {
      changeAws({ sessions: overview.sessions.filter((each) => each.profileId !== profileId) })
      return {}
    },
    "aws:refresh": async ({ profileId }) => {
      changeSession(profileId, { busy: true, lastError: null })
      await wait(900)
      const expiresAtMs = Date.now() + 43_200_000
      changeSession(profileId, {
        busy: false,
        waitUntilMs: null,
        state: "valid",
        issuedAtMs: Date.now(),
        expiresAtMs,
        written: true,
      })
      return { expiresAtMs, written: true }
    },
    "aws:cancel": ({ profileId }) => {
      changeSession(profileId, { busy: false, waitUntilMs: null })
      return {}
    },
    "aws:stop": ({ profileId }) => {
      changeSession(profileId, { state: "none", expiresAtMs: null, issuedAtMs: null, written: false })
      return {}
    },
    ...createFakeKeys({
      find: (keyId) => {
        const key = overview.keys.find(({ id }) => id === keyId)
        if (key === undefined) throw new Refused({ kind: "not-found", what: "key" })
        return key
      },
      change: (key) => changeAws({ keys: overview.keys.map((each) => (each.id === key.id ? key : each)) }),
    }),
    "config:preview": async () => {
      await wait(300)
      return { rows: sampleConfigRows() }
    },
    "config:take-over": ({ profiles }) => ({
      ...{ profiles: profiles.length, keys: 1, notMoved: [], batchId: sampleId(9, 1) },
    }),
    "config:undo": () => ({ profiles: 1, keys: 1, keptKeys: 0 }),
    "console:open": async () => {
      await wait(600)
      return { endsAtMs: Date.now() + 3_600_000 }
    },
    "console:copy": () => ({ endsAtMs: Date.now() + 3_600_000, clearsAtMs: Date.now() + 30_000 }),
    "console:sign-out": () => ({}),
  }
}
