/** What the AWS command line keeps of its own sign-ins. Read, never written. */
export interface SsoFiles {
  /** The config file; null: there is none, or it cannot be read. */
  config(): Promise<Uint8Array | null>
  /** The texts of `~/.aws/sso/cache/*.json`, as far as they can be read. */
  cache(): Promise<string[]>
}
