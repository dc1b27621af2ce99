/** @file Work on keys at AWS. A part of compose.ts; what it takes is loaded with the first question. */
import { lazyAwsApi } from "../adapters/aws/lazy-aws-api.ts"
import { lazyIam } from "../adapters/aws/lazy-iam.ts"
import { systemClock } from "../adapters/system/clock.ts"
import { systemRandom } from "../adapters/system/random.ts"
import type { CareDeps } from "../core/aws/care/service.ts"
import { createKeyAges, type KeyAges, type KeyAgesDeps } from "./key-ages.ts"
import { createKeyDesk, type KeyDesk, type KeyDeskDeps } from "./key-desk.ts"

type Parts = Omit<CareDeps, "api" | "iam" | "clock" | "random">

const lazyApi = () =>
  lazyAwsApi(async () => (await import("../adapters/aws/aws-sdk-api.ts")).createAwsSdkApi())
const careDeps = (parts: Parts): CareDeps => ({
  ...{ ...parts, clock: systemClock, random: systemRandom, api: lazyApi(), iam: lazyIam() },
})

export function composeKeyDesk({
  onStep,
  onTouch,
  ...parts
}: Parts & Pick<KeyDeskDeps, "onStep" | "onTouch">): KeyDesk {
  const load = async () => {
    const { createKeyCare } = await import("../core/aws/care/create-key-care.ts")
    return createKeyCare(careDeps(parts))
  }
  let loading: ReturnType<typeof load> | null = null
  return createKeyDesk({ care: () => (loading ??= load()), onStep, onTouch })
}

export function composeKeyAges({ onChanged, ...parts }: Parts & Pick<KeyAgesDeps, "onChanged">): KeyAges {
  return createKeyAges({
    index: parts.index,
    nowMs: () => systemClock.nowMs(),
    look: async () => {
      const { lookQuietly } = await import("../core/aws/care/quiet-look.ts")
      return (profile, signal) => lookQuietly(careDeps(parts), profile, signal)
    },
    onChanged,
  })
}
