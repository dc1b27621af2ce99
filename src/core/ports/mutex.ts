/** One holder at a time for a name, across every process of this user. */
export interface Mutex {
  /**
   * Runs `work` while holding the name. A holder that died loses it; one that sleeps with the laptop does not crash.
   * @param name letters, digits, dots and dashes.
   * @throws AppError `file` `busy` when the name is not to be had within `waitMs` (default 30,000).
   */
  hold<T>(name: string, work: () => Promise<T>, options?: { waitMs?: number }): Promise<T>
}
