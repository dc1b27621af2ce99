/** The system's browser, and the one address on this computer that it may come back to. */
export interface Browser {
  /** @throws AppError `sso` `browser` where none can be opened. */
  open(url: string): Promise<void>
  /**
   * Listens on 127.0.0.1 alone, on a port of the system's choice, for the one answer that has this state: whatever
   * else arrives there is turned away.
   * @throws AppError `sso` `port`.
   */
  listen(request: { readonly signIn: string; readonly state: string }): Promise<RedirectListener>
}

export interface RedirectListener {
  /** `http://127.0.0.1:PORT/oauth/callback`. */
  readonly redirectUri: string
  /** What the browser came back with. Never settles after {@link close}. */
  readonly answer: Promise<RedirectAnswer>
  /** No error when it is closed already. */
  close(): void
}

/** RFC 6749 section 4.1.2. */
export interface RedirectAnswer {
  readonly code: string | null
  readonly state: string | null
  readonly error: string | null
}
