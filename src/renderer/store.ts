/** @file A value that lives outside React, so that one row can follow it without drawing the others. */
import { useSyncExternalStore } from "react"

export interface Store<T> {
  readonly get: () => T
  readonly set: (next: T) => void
  readonly update: (change: (present: T) => T) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const set = (next: T) => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value, or the part of it that `pick` takes; `pick` must return the same object for the same value. */
export function useStore<T>(store: Store<T>): T
export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P
export function useStore<T, P>(store: Store<T>, pick?: (value: T) => P): T | P {
  const snapshot = () => (pick === undefined ? store.get() : pick(store.get()))
  return useSyncExternalStore(store.subscribe, snapshot)
}

const forgets: (() => void)[] = []

/**
 * One whose value must not outlive an open lock: names, codes, what is being done with them.
 * @param letGo of what the value holds outside of it
 */
export function createPrivateStore<T>(initial: T, letGo?: (value: T) => void): Store<T> {
  const store = createStore(initial)
  forgets.push(() => {
    const value = store.get()
    store.set(initial)
    letGo?.(value)
  })
  return store
}

/** Keycard is locked: every private store is as it was at the start. */
export function forgetPrivate(): void {
  for (const forget of forgets) forget()
}
