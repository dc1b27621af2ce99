/** The system's own way to know the person in front of it, such as Touch ID. Absent where there is none. */
export interface PlatformUnlock {
  /** As its users know it: "Touch ID". */
  readonly name: string
  /** Whether it can be asked now: a sensor, a finger enrolled. */
  available(): Promise<boolean>
  /**
   * Wraps a key so that {@link reveal} gives it back on this computer, to this user.
   * @returns one printable line, under a keychain's limit
   */
  protect(key: Uint8Array): Promise<string>
  /**
   * Asks the person, then gives the key back.
   * @throws AppError `cancelled` when the person was not known or closed the question; `lock-damaged` when what was
   * wrapped cannot be opened here
   */
  reveal(wrapped: string): Promise<Uint8Array>
}
