import type { ConfigRow } from "../../../src/shared/ipc/config-contract.ts"

const bare: ConfigRow = {
  ...{ profile: "", kind: "user", name: "", status: "new", here: null, barrier: null, notes: [] },
  ...{ roleArn: null, rolesBefore: 0, key: null, center: null },
}
const inPlain = { name: "default", tail: "7Q4X", removable: true }

export function configRow(profile: string, more: Partial<ConfigRow> = {}): ConfigRow {
  return { ...bare, profile, name: profile, ...more }
}

/** One of every kind. */
export function sampleConfigRows(): ConfigRow[] {
  const roleArn = "arn:aws:iam::210987654321:role/Admin"
  return [
    configRow("default", { key: inPlain }),
    configRow("prod-admin", { kind: "role", key: inPlain, roleArn, notes: [{ kind: "on-request" }] }),
    configRow("dev", {
      ...{ kind: "role", key: { name: "work", tail: null, removable: false }, roleArn, rolesBefore: 1 },
      ...{ status: "taken", here: "dev", name: "dev-2" },
    }),
    configRow("staging", { status: "same", here: "staging", kind: "role", roleArn }),
    configRow("vaulted", {
      ...{ kind: "none", status: "impossible" },
      barrier: { kind: "process", tool: "aws-vault", name: "vaulted" },
    }),
    configRow("ec2", {
      ...{ kind: "none", status: "impossible" },
      barrier: { kind: "credential-source", source: "Ec2InstanceMetadata" },
    }),
  ]
}
