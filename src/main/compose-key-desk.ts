/** @file Work on keys at AWS. A part of compose.ts; what it takes is loaded with the first question. */
import { lazyAwsApi } from "../adapters/aws/lazy-aws-api.ts"
import { lazyIam } from "../adapters/aws/lazy-iam.ts"
import { systemClock } from "../adapters/system/clock.ts"
import { systemRandom } from "../adapters/system/random.ts"
import type { CareDeps } from "../core/aws/care/service.ts"
import { createKeyDesk, type KeyDesk, type KeyDeskDeps } from "./key-desk.ts"

type Parts = Omit<CareDeps, "api" | "iam" | "clock" | "random"> & Pick<KeyDeskDeps, "onStep" | "onTouch">

export function composeKeyDesk({ onStep, onTouch, ...parts }: Parts): KeyDesk {
  const load = async () => {
    const { createKeyCare } = await import("../core/aws/care/create-key-care.ts")
    const api = lazyAwsApi(async () => (await import("../adapters/aws/aws-sdk-api.ts")).createAwsSdkApi())
    return createKeyCare({ ...parts, clock: systemClock, random: systemRandom, api, iam: lazyIam() })
  }
  let loading: ReturnType<typeof load> | null = null
  return createKeyDesk({ care: () => (loading ??= load()), onStep, onTouch })
}
