import type { MarkPictures } from "../../src/core/ports/mark-pictures.ts"

/** Pictures of marks in memory. Tests may look and meddle. */
export class InMemoryMarkPictures implements MarkPictures {
  readonly pictures = new Map<string, Uint8Array>()
  /** Every call fails with this, until it is null again. */
  failure: Error | null = null

  read(accountId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#run(() => {
      const png = this.pictures.get(accountId)
      return png === undefined ? null : new Uint8Array(png)
    })
  }

  write(accountId: string, png: Uint8Array): Promise<void> {
    return this.#run(() => {
      this.pictures.set(accountId, new Uint8Array(png))
    })
  }

  remove(accountId: string): Promise<void> {
    return this.#run(() => {
      this.pictures.delete(accountId)
    })
  }

  #run<T>(work: () => T): Promise<T> {
    return this.failure === null ? Promise.resolve(work()) : Promise.reject(this.failure)
  }
}
