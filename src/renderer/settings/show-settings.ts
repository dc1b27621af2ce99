import { flushSync } from "react-dom"
import { place } from "../state.ts"

/** A group of settings that other places lead to. */
export type SettingsGroup = "lock" | "backup" | "clock" | "places" | "running"

export const groupId = (group: SettingsGroup): string => `settings-${group}`

/** Goes to the settings, brings a group into sight, and the focus to its first control. */
export function showSettings(group: SettingsGroup): void {
  flushSync(() => place.set("settings"))
  const section = document.getElementById(groupId(group))
  section?.scrollIntoView({ block: "start" })
  section?.querySelector<HTMLElement>("button, input, select")?.focus({ preventScroll: true })
}
