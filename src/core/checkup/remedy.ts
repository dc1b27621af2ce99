/** @file What Keycard itself can do about a finding. */
import type { Finding } from "./finding.ts"

export type Remedy =
  /** Takes a permanent key out of the credentials file and into the keychain. */
  | { readonly do: "move-key"; readonly profile: string }
  /** Takes a path's rights away from everybody else. Modes as chmod takes them. */
  | { readonly do: "restrict"; readonly path: string; readonly from: number; readonly to: number }
  /** Shows a key of Keycard's by its name: there it can be replaced, and its device linked. */
  | { readonly do: "show-key"; readonly key: string }
  | { readonly do: "show-settings"; readonly group: "backup" | "clock" | "places" }

/** @returns null where only a person can do something */
export function remedyOf(finding: Finding): Remedy | null {
  switch (finding.id) {
    case "plain-key":
      return finding.keptAs === null ? { do: "move-key", profile: finding.profile } : null
    case "open-path": {
      const from = Number.parseInt(finding.mode, 8)
      // What the owner may is left as it is.
      return { do: "restrict", path: finding.path, from, to: from & 0o700 }
    }
    case "user-without-mfa":
    case "old-key":
    case "unused-key":
    case "several-keys":
      return finding.own ? { do: "show-key", key: finding.key } : null
    case "aws-unanswered":
      return { do: "show-key", key: finding.key }
    case "no-backup":
    case "old-backup":
    case "backup-failing":
      return { do: "show-settings", group: "backup" }
    case "clock-off":
    case "clock-correction-stale":
      return { do: "show-settings", group: "clock" }
    case "move-unfinished":
      return { do: "show-settings", group: "places" }
    default:
      return null
  }
}
