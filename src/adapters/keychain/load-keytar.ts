/** The three calls of keytar that Keycard makes. Its fourth, to list a service's items, crashes the process. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

let loading: Promise<Keytar> | null = null

/** Loads the native module when the first secret is asked for. Rejects where it or libsecret is not installed. */
export function loadKeytar(): Promise<Keytar> {
  loading ??= import("keytar").then((module) => module.default)
  return loading
}
