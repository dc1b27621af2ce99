/** @file Check-ups as main tells of them. */
import type { CheckupStepView, CheckupView } from "../../shared/ipc/insight-views.ts"
import { call, on } from "../api.ts"
import { createPrivateStore } from "../store.ts"

/** null: not told yet. */
export const checkup = createPrivateStore<CheckupView | null>(null)

/** Reads how things stand, and follows a check-up's steps. @returns how to stop */
export function followCheckup(): () => void {
  call("checkup:state", {}).then(
    (view) => checkup.set(view),
    () => undefined,
  )
  return on("checkup:progress", (running) =>
    checkup.update((present) => (present === null ? null : { ...present, running })),
  )
}

/** What is looked at, in words. */
export function stepWords({ at, key }: CheckupStepView): string {
  switch (at) {
    case "machine":
      return "Looking at the files on this computer"
    case "keychain":
      return "Looking at Keycard itself"
    case "key":
      return `Asking AWS with the key “${key ?? ""}”`
  }
}
