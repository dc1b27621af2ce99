import type { AwsKey } from "./schema.ts"

/** A permanent key that nothing was done with yet: its first item, nothing known of its age, no work under way. */
export const FRESH_KEY = {
  secretId: null,
  facts: null,
  factsDueAtMs: null,
  rotation: null,
  enrolment: null,
} as const satisfies Partial<AwsKey>
