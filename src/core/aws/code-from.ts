import type { AwsKey, CodeFrom } from "../vault/schema.ts"

/** What makes the codes of a key's device; said nowhere, the account that is linked. */
export const codeFromOf = (key: Pick<AwsKey, "codeFrom">): CodeFrom => key.codeFrom ?? { kind: "here" }

/** The same key with its codes from there. */
export function withCodeFrom(key: AwsKey, from: CodeFrom): AwsKey {
  const { codeFrom: _before, ...rest } = key
  // What is as ever is not written, so that an older Keycard reads the vault.
  return from.kind === "here" ? rest : { ...rest, codeFrom: from }
}
