/** What a server's clock says. */
export interface ClockReading {
  /** Server clock minus ours, in milliseconds. */
  readonly offsetMs: number
  /** How far it may be from the truth, in milliseconds: a Date header names whole seconds, and the way takes time. */
  readonly uncertaintyMs: number
}

/** Asks a host that the person named. */
export interface TimeSource {
  /**
   * @param host a name, with a port where it is not 443
   * @throws AppError `usage` for what is no host; `network`; `cancelled`
   */
  read(host: string, signal?: AbortSignal): Promise<ClockReading>
}
