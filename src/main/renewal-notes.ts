/** @file Desktop notifications of renewals that need somebody: once for each cause, gone when it is. */
import type { PlannedRenewal } from "../core/aws/renewal-plan.ts"
import type { Notifier } from "../core/ports/notifier.ts"
import { messageFor } from "../shared/messages.ts"
import type { RenewerDeps } from "./renewer.ts"

export interface RenewalNotesDeps {
  readonly notifier: Notifier
  /** Opens the window where the sessions are; with an id at that profile's. */
  readonly onClick: (profileId: string | null) => void
  readonly nowMs: () => number
}

export function createRenewalNotes({ notifier, onClick, nowMs }: RenewalNotesDeps): RenewerDeps["onNeeded"] {
  const shown = new Map<string, () => void>()

  function byCause(needed: readonly PlannedRenewal[], locked: boolean): Map<string, Words> {
    const causes = new Map<string, Words>()
    // Without names: while Keycard is locked, nobody is told what is in it.
    if (locked) {
      const body = "AWS sessions are due to be renewed. They go on as soon as you unlock it."
      causes.set("locked", { title: "Keycard is locked", body, profileId: null })
    }
    for (const { profile, need } of needed) {
      if (need === null || causes.has(need.cause)) continue
      const { title, detail } = messageFor(need.error, nowMs())
      causes.set(need.cause, {
        title: `${profile.name} cannot be renewed`,
        body: `${title} ${detail}`,
        profileId: profile.id,
      })
    }
    return causes
  }

  return (needed, locked) => {
    const causes = byCause(needed, locked)
    for (const [cause, takeAway] of shown) {
      if (causes.has(cause)) continue
      takeAway()
      shown.delete(cause)
    }
    for (const [cause, { title, body, profileId }] of causes) {
      if (shown.has(cause)) continue
      shown.set(cause, notifier.show({ title, body, onClick: () => onClick(profileId) }))
    }
  }
}

interface Words {
  readonly title: string
  readonly body: string
  /** Whose card tells more; null: none's. */
  readonly profileId: string | null
}
