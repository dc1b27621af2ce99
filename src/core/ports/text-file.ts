/** What was read, and a token that names exactly these bytes for a later compare-and-swap. */
export interface FileSnapshot {
  /** `null` when the file does not exist. */
  readonly bytes: Uint8Array | null
  readonly version: string | null
}

/**
 * One file that others write too. Replaced whole and atomically, private to the user, links followed.
 * @throws AppError `file`.
 */
export interface TextFile {
  /** The path as the user knows it, for messages. */
  readonly path: string
  read(): Promise<FileSnapshot>
  /**
   * Replaces the content if the file is still what `expected` names.
   * @throws AppError `file` `changed` when it is not; the caller reads again and repeats its edit.
   */
  replace(bytes: Uint8Array, expected: FileSnapshot): Promise<void>
}
