import type { Notifier } from "../core/ports/notifier.ts"

/**
 * Asks on the desktop for a touch of a hardware key, for it waits 15 seconds only: one note for each key, however many
 * sessions wait for it, gone when none does any more.
 * @param onClick opens the window where the sessions are
 * @returns to be told when a key waits for a profile (its serial number), and when it does no more (null)
 */
export function createTouchNotes(
  notifier: Notifier,
  onClick: () => void,
): (profileId: string, serial: string | null) => void {
  const waiting = new Map<string, string>()
  const shown = new Map<string, () => void>()
  return (profileId, serial) => {
    if (serial === null) waiting.delete(profileId)
    else waiting.set(profileId, serial)
    const serials = new Set(waiting.values())
    for (const [each, takeAway] of shown) {
      if (serials.has(each)) continue
      takeAway()
      shown.delete(each)
    }
    for (const each of serials) {
      if (shown.has(each)) continue
      const body = `The YubiKey ${each} blinks: AWS asks for a code. It waits 15 seconds.`
      shown.set(each, notifier.show({ title: "Touch your YubiKey", body, onClick }))
    }
  }
}
