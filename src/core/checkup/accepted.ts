import { MAX_ACCEPTED, type CheckupState } from "../vault/checkup-state.ts"

/**
 * With a finding accepted ("not for me"), or no longer. It is found all the same, and shown apart.
 * @param key of {@link findingKey}
 */
export function withAccepted(
  state: CheckupState,
  key: string,
  accepted: boolean,
  nowMs: number,
): CheckupState {
  const others = state.accepted.filter(({ finding }) => finding !== key)
  if (!accepted) return { ...state, accepted: others }
  return { ...state, accepted: [...others, { finding: key, atMs: nowMs }].slice(-MAX_ACCEPTED) }
}

/** The keys of what was accepted. */
export function acceptedKeys({ accepted }: CheckupState): ReadonlySet<string> {
  return new Set(accepted.map(({ finding }) => finding))
}
