import type {
  AuditEventView,
  AuditPage,
  CheckupView,
  FindingView,
} from "../../../src/shared/ipc/insight-views.ts"
import type { Request, Response } from "../../../src/shared/ipc/contract.ts"

const ref = (index: number) => index.toString(16).padStart(64, "0")

const samples: readonly Omit<FindingView, "ref" | "state">[] = [
  {
    severity: "high",
    what: "A permanent access key (…A1B2) stands in plain text in /home/mona/.aws/credentials, profile “default”.",
    why: "Every program that you start, and every backup of your files, can read it; it is valid until somebody deletes it.",
    todo: "Move it into the keychain: keycard aws key add NAME --from-profile default --remove-plain-text",
    remedy: { do: "move-key", profile: "default" },
  },
  {
    severity: "high",
    what: "/home/mona/.aws/credentials can be read by every user of this computer (0644).",
    why: "Secrets stand in it.",
    todo: "Keep it to yourself: chmod 600 /home/mona/.aws/credentials",
    remedy: { do: "restrict", path: "/home/mona/.aws/credentials" },
  },
  {
    severity: "medium",
    what: "The access key …7Q4X of mona in the AWS account 123456789012 is 214 days old.",
    why: "The longer a permanent key lives, the more copies of it there are. AWS advises a new one every 90 days.",
    todo: "Replace it: make a second key, take it into Keycard, make the old one inactive, and delete it later.",
    remedy: { do: "show-key", key: "work" },
  },
  {
    severity: "medium",
    what: "There is no backup of what Keycard holds.",
    why: "If this computer is lost, so are the second factors, and with them the way into your accounts.",
    todo: "Make one: keycard export FILE, or set automatic backups up in the window.",
    remedy: { do: "show-settings", group: "backup" },
  },
  {
    severity: "low",
    what: "The key “work” may not look at everything in its account: iam:ListUsers, iam:GetAccountSummary.",
    why: "That is how it should be for most people. It only means that this could not be checked.",
    todo: "Nothing needs to be done. Whoever manages the account can check it, or allow these actions.",
    remedy: null,
  },
]

/** A check-up that takes two seconds, and a log of a few hundred lines. */
export function fakeInsight(
  tell: (step: { at: "machine" | "key"; key: string | null; done: number; total: number }) => void,
) {
  let view: CheckupView = { running: null, lastRunAtMs: null, findings: null, keys: [], error: null }
  const change = (at: string, state: FindingView["state"]) => {
    view = {
      ...view,
      findings: view.findings?.map((each) => (each.ref === at ? { ...each, state } : each)) ?? null,
    }
    return view
  }
  return {
    "checkup:state": () => view,
    "checkup:run": async () => {
      for (let done = 0; done < 4; done++) {
        tell({ at: done < 2 ? "machine" : "key", key: done < 2 ? null : "work", done, total: 4 })
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      const findings = samples.map((each, index): FindingView => ({
        ...each,
        ref: ref(index),
        state: "open",
      }))
      view = { running: null, lastRunAtMs: Date.now(), findings, keys: view.keys, error: null }
      return view
    },
    "checkup:cancel": () => view,
    "checkup:accept": (asked: Request<"checkup:accept">) =>
      change(asked.ref, asked.accepted ? "accepted" : "open"),
    "checkup:mend": (asked: Request<"checkup:mend">) => change(asked.ref, "mended"),
    "checkup:undo": (asked: Request<"checkup:undo">) => change(asked.ref, "open"),
    "checkup:save": () => ({ path: "/home/mona/keycard-checkup.json" }),
    "audit:read": (filter: Request<"audit:read">): AuditPage => {
      const all = sampleLog(Date.now())
      const events = all.filter(({ profile }) => filter.profile === null || profile === filter.profile)
      const profiles = ["analytics", "dev", "prod-admin"]
      const path = "/home/mona/.config/Keycard/audit.log"
      return { events, matching: events.length, total: all.length, unreadable: 0, profiles, path }
    },
    "audit:export": (): Response<"audit:export"> => ({ saved: { path: "/home/mona/log.csv", events: 300 } }),
  }
}

function sampleLog(nowMs: number): AuditEventView[] {
  return Array.from({ length: 300 }, (_, index) => {
    const atMs = nowMs - index * 1_700_000
    const refused = index % 17 === 5
    return {
      atMs,
      what: refused ? "refused" : index % 2 === 0 ? "issued" : "written",
      by: index % 3 === 0 ? "renewal" : "window",
      profile: ["dev", "prod-admin", "analytics"][index % 3] ?? "dev",
      key: "work",
      arn: "arn:aws:iam::123456789012:user/mona",
      expiresAtMs: refused ? null : atMs + 43_200_000,
      reason: refused ? "aws-refused mfa-code" : null,
    }
  })
}
