/** @file The calls to the disk that a safe write makes, as an interface: a test makes the N-th of them fail. */
import { promises } from "node:fs"
import { makeFolder } from "./make-folder.ts"

export interface FileStats {
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Last change of the content, Unix time in milliseconds. */
  readonly mtimeMs: number
  /** Last change of content or status, Unix time in milliseconds. */
  readonly ctimeMs: number
  readonly ino: number
  isFile(): boolean
  isSymbolicLink(): boolean
}

export interface OpenFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>
  stat(): Promise<FileStats>
  chmod(mode: number): Promise<void>
  chown(uid: number, gid: number): Promise<void>
  truncate(length: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** A part of node:fs/promises; failures carry its `code`. */
export interface FileSystem {
  lstat(path: string): Promise<FileStats>
  readlink(path: string): Promise<string>
  readdir(path: string): Promise<string[]>
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>
  open(path: string, flags: string | number, mode?: number): Promise<OpenFile>
  link(existing: string, path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

export const nodeFileSystem: FileSystem = { ...promises, mkdir: makeFolder }
