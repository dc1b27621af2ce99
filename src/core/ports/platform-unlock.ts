/** The system's own way to know the person in front of it: Touch ID, Windows Hello. Absent where there is none. */
export interface PlatformUnlock {
  /** As its users know it: "Touch ID". */
  readonly name: string
  /**
   * Whether it takes part in the encryption: true where nothing but its own answer opens what it wrapped, false where
   * it only asks, and something else holds the key.
   */
  readonly bindsKey: boolean
  /** Whether it can be asked now: a sensor, a finger enrolled. */
  available(): Promise<boolean>
  /**
   * Wraps a key so that {@link reveal} gives it back on this computer, to this user. It may ask the person.
   * @returns one printable line, under a keychain's limit
   * @throws AppError `cancelled`; `platform-unlock` `no-key` where it can keep none
   */
  protect(key: Uint8Array): Promise<string>
  /**
   * Asks the person, then gives the key back.
   * @throws AppError `cancelled` when the person was not known or closed the question; `lock-damaged` when what was
   * wrapped cannot be opened here
   */
  reveal(wrapped: string): Promise<Uint8Array>
}
