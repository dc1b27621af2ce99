import type { VaultIndex } from "../../src/core/ports/vault-index.ts"
import { emptyVault, vault as vaultSchema } from "../../src/core/vault/schema.ts"
import type { Vault } from "../../src/core/vault/schema.ts"
import { FailureScript } from "./failure-script.ts"

/**
 * The index in memory. Like the file it stands for, it holds text: what is written must satisfy the schema, and what
 * is read shares nothing with what was written.
 */
export class InMemoryVaultIndex implements VaultIndex {
  readonly script: FailureScript
  #text: string
  #tail: Promise<unknown> = Promise.resolve()
  #otherWriter: ((vault: Vault) => Vault) | null = null

  constructor(options: { vault?: Vault; script?: FailureScript } = {}) {
    this.script = options.script ?? new FailureScript()
    this.#text = JSON.stringify(options.vault ?? emptyVault())
  }

  /** The document as it stands, without counting as a call. */
  get now(): Vault {
    return vaultSchema.parse(JSON.parse(this.#text))
  }

  /** Before the next update lands, another process makes this change: `change` of that update runs twice. */
  anotherWriterIsFaster(change: (vault: Vault) => Vault): void {
    this.#otherWriter = change
  }

  read(): Promise<Vault> {
    return this.script.run("read index", () => this.now)
  }

  update(change: (vault: Vault) => Vault): Promise<Vault> {
    const turn = this.#tail.then(() => this.script.run("update index", () => this.#apply(change)))
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  #apply(change: (vault: Vault) => Vault): Vault {
    const other = this.#otherWriter
    if (other !== null) {
      this.#otherWriter = null
      change(this.now)
      this.#write(other(this.now))
    }
    const before = this.now
    const after = change(before)
    if (after === before) return before
    this.#write(after)
    return this.now
  }

  #write(vault: Vault): void {
    const generation = this.now.generation + 1
    this.#text = JSON.stringify(vaultSchema.parse({ ...vault, generation }))
  }
}
