/** Changes who may do what with a file or a folder, and nothing else of it. */
export interface FileModes {
  /**
   * Links are followed, as by those who read the file.
   * @param from as the person saw it: with other rights by now, nothing is changed
   * @throws AppError `file` `changed`, `missing`, `denied` ...
   */
  change(path: string, from: number, to: number): Promise<void>
}
