import { lazyAwsApi } from "../adapters/aws/lazy-aws-api.ts"
import { lazyIam } from "../adapters/aws/lazy-iam.ts"
import { createKeyCare } from "../core/aws/care/create-key-care.ts"
import type { CareDeps, KeyCare } from "../core/aws/care/service.ts"

/** Work on keys at AWS. A part of compose.ts, loaded when a command asks for it. */
export function composeKeyCare(parts: Omit<CareDeps, "api" | "iam">): KeyCare {
  const api = lazyAwsApi(async () => (await import("../adapters/aws/aws-sdk-api.ts")).createAwsSdkApi())
  return createKeyCare({ ...parts, api, iam: lazyIam() })
}
