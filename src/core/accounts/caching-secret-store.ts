import type { SecretName, SecretStore } from "../ports/secret-store.ts"

/** A keychain that remembers what it read or wrote, until it is told to forget. */
export interface CachingSecretStore extends SecretStore {
  /** For when the window locks or the keychain changes hands. What is being read now is not remembered either. */
  forget(): void
}

/**
 * Spares the keychain the same question each time step. Only values are remembered: that there is none, or that the
 * keychain did not answer, may change at any moment. Another process never changes an account's item, it writes a
 * new one (see enrol.ts); for other items this wrapper is as old as its last answer.
 */
export function createCachingSecretStore(inner: SecretStore): CachingSecretStore {
  const values = new Map<SecretName, string>()
  /** Being read now: whoever asks meanwhile waits for the same answer. */
  const reading = new Map<SecretName, { asked: object; answer: Promise<string | null> }>()
  /** Replaced whenever an answer that is under way may be out of date by the time it comes. */
  let epoch = {}
  const outdate = (name: SecretName) => {
    epoch = {}
    values.delete(name)
  }
  return {
    backend: inner.backend,
    sealedBy: inner.sealedBy ?? null,
    open: () => inner.open(),
    async get(name) {
      const known = values.get(name)
      if (known !== undefined) return known
      const present = reading.get(name)
      // What was asked before a change is no answer to a question after it.
      if (present?.asked === epoch) return present.answer
      const asked = epoch
      const mine = { asked, answer: inner.get(name) }
      reading.set(name, mine)
      try {
        const value = await mine.answer
        if (value !== null && asked === epoch) values.set(name, value)
        return value
      } finally {
        if (reading.get(name) === mine) reading.delete(name)
      }
    },
    async set(name, value) {
      outdate(name)
      const asked = epoch
      await inner.set(name, value)
      if (asked === epoch) values.set(name, value)
      else outdate(name)
    },
    async delete(name) {
      outdate(name)
      await inner.delete(name)
      outdate(name)
    },
    forget() {
      epoch = {}
      values.clear()
    },
  }
}
