import { AppError } from "../../src/core/errors.ts"
import type { KeychainProblem } from "../../src/core/errors.ts"
import { MAX_SECRET_BYTES } from "../../src/core/ports/secret-store.ts"
import type { SecretName, SecretStore } from "../../src/core/ports/secret-store.ts"
import { FailureScript } from "./failure-script.ts"

/** A keychain in memory that keeps the port's word: one printable line, a size limit, never `null` when closed. */
export class InMemorySecretStore implements SecretStore {
  readonly backend: "os" | "file"
  readonly script: FailureScript
  /** What it holds. Tests may look and meddle. */
  readonly items = new Map<SecretName, string>()
  #closed: KeychainProblem | null = null
  #open = 0
  /** The most calls that were under way at once. */
  mostAtOnce = 0

  constructor(options: { backend?: "os" | "file"; script?: FailureScript } = {}) {
    this.backend = options.backend ?? "os"
    this.script = options.script ?? new FailureScript()
  }

  /** Every call fails like this until {@link reopen}. */
  close(problem: KeychainProblem = "locked"): void {
    this.#closed = problem
  }

  reopen(): void {
    this.#closed = null
  }

  open(): Promise<void> {
    return this.#run("open", () => undefined)
  }

  get(name: SecretName): Promise<string | null> {
    return this.#run(`get ${name}`, () => this.items.get(name) ?? null)
  }

  set(name: SecretName, value: string): Promise<void> {
    return this.#run(`set ${name}`, () => {
      if (new TextEncoder().encode(value).length > MAX_SECRET_BYTES) throw this.#error("too-large")
      if (/\p{Cc}/u.test(value)) throw new Error("a value must be one line of printable text")
      this.items.set(name, value)
    })
  }

  delete(name: SecretName): Promise<void> {
    return this.#run(`delete ${name}`, () => {
      this.items.delete(name)
    })
  }

  async #run<T>(call: string, work: () => T): Promise<T> {
    this.#open += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open)
    try {
      return await this.script.run(call, () => {
        if (this.#closed !== null) throw this.#error(this.#closed)
        return work()
      })
    } finally {
      this.#open -= 1
    }
  }

  #error(problem: KeychainProblem): AppError {
    return new AppError({ kind: "keychain", problem, backend: this.backend })
  }
}
