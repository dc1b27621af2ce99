import { AppError } from "../../src/core/errors.ts"
import type { FileSnapshot, TextFile } from "../../src/core/ports/text-file.ts"
import { FailureScript } from "./failure-script.ts"

/** A file in memory with compare-and-swap. Calls are `read <path>` and `replace <path>`. */
export class MemoryTextFile implements TextFile {
  readonly path: string
  readonly script: FailureScript
  #bytes: Uint8Array | null
  #version = 0
  #otherWriter: ((text: string | null) => string | null) | null = null

  /** @param text `null`: the file does not exist. */
  constructor(text: string | null = null, options: { path?: string; script?: FailureScript } = {}) {
    this.path = options.path ?? "/home/someone/.aws/credentials"
    this.script = options.script ?? new FailureScript()
    this.#bytes = text === null ? null : new TextEncoder().encode(text)
  }

  /** The content as it stands, without counting as a call. */
  get text(): string | null {
    return this.#bytes === null ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#bytes)
  }

  get bytes(): Uint8Array | null {
    return this.#bytes?.slice() ?? null
  }

  /** What another program writes, now. */
  writtenByAnother(text: string | null): void {
    this.#put(text === null ? null : new TextEncoder().encode(text))
  }

  /** Just before the next replace lands, another program makes this change. */
  anotherWriterIsFaster(change: (text: string | null) => string | null): void {
    this.#otherWriter = change
  }

  read(): Promise<FileSnapshot> {
    return this.script.run(`read ${this.path}`, () => ({
      bytes: this.bytes,
      version: this.#bytes === null ? null : String(this.#version),
    }))
  }

  replace(bytes: Uint8Array, expected: FileSnapshot): Promise<void> {
    return this.script.run(`replace ${this.path}`, () => {
      const other = this.#otherWriter
      if (other !== null) {
        this.#otherWriter = null
        this.writtenByAnother(other(this.text))
      }
      const version = this.#bytes === null ? null : String(this.#version)
      if (expected.version !== version)
        throw new AppError({ kind: "file", problem: "changed", path: this.path })
      this.#put(bytes.slice())
    })
  }

  #put(bytes: Uint8Array | null): void {
    this.#bytes = bytes
    this.#version += 1
  }
}
