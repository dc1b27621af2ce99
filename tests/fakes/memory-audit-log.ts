import { formatLine, parseLines } from "../../src/core/audit/line.ts"
import type { AuditEvent } from "../../src/core/audit/event.ts"
import type { AuditLog, AuditReading } from "../../src/core/ports/audit-log.ts"
import { FailureScript } from "./failure-script.ts"

/** A log in memory that keeps lines, as the one on the disk does: what a line cannot say is lost here too. */
export class MemoryAuditLog implements AuditLog {
  readonly script: FailureScript
  #text = ""

  constructor(options: { script?: FailureScript } = {}) {
    this.script = options.script ?? new FailureScript()
  }

  /** Everything that was written. */
  get text(): string {
    return this.#text
  }

  append(event: AuditEvent): Promise<void> {
    return this.script.run("append", () => {
      this.#text += `${formatLine(event)}\n`
    })
  }

  read(): Promise<AuditReading> {
    return this.script.run("read", () => parseLines(this.#text))
  }
}
