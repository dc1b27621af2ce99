import type { AuditEvent } from "../audit/event.ts"

export interface AuditReading {
  /** By time, oldest first. */
  readonly events: readonly AuditEvent[]
  /** Lines that could not be read: torn by a crash, damaged, or of a newer Keycard. */
  readonly unreadable: number
}

/**
 * The log of issued credentials: lines are added and never changed; the oldest go when it would grow over its bound.
 * Several processes may add to it at once.
 * @throws AppError `file`.
 */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>
  read(): Promise<AuditReading>
}
