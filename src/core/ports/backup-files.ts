/**
 * Where backups and exports are written: any path that a person chose. Files are private to the user (0600) and
 * replaced whole: after a crash or a full disk the old one stands, or the new one.
 * @throws AppError `file`.
 */
export interface BackupFiles {
  /**
   * Returns once the bytes are on the disk.
   * @param options.replace false: what is there already stays. @throws AppError `backup` `exists`
   */
  write(path: string, bytes: Uint8Array, options: { replace: boolean }): Promise<void>
  /** @throws AppError `file` `missing`, `too-large`. */
  read(path: string): Promise<Uint8Array>
  /** The first line as text, cut at 4 KiB. */
  firstLine(path: string): Promise<string>
  /** The names in a folder. @throws AppError `file` `missing` when there is none: a drive that is not plugged in. */
  list(folder: string): Promise<string[]>
  remove(path: string): Promise<void>
  /** A path as the platform writes it. */
  join(folder: string, name: string): string
}
