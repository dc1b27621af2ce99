/** What a check-up looks at on this machine. Reads only. */
export interface Machine {
  /** Who may do what with a file or folder, links followed; null: nothing there, or a system without such bits. */
  permissions(path: string): Promise<{ readonly mode: number; readonly folder: boolean } | null>
  /** Whether a program can be started: by its path, or a bare name by PATH. */
  program(name: string): Promise<"there" | "missing" | "not-executable">
  readonly env: Readonly<Record<string, string | undefined>>
}
