import { nodeFileSystem, type FileSystem, type OpenFile } from "../../src/adapters/files/file-system.ts"

/** Told before each call to the disk; throws to make it fail. `number` counts from 1. */
export type BeforeCall = (name: string, number: number) => void

/**
 * The real disk, watched: every call, also those on open files, is announced first. Closing a file is announced and
 * done even when the announcement throws, as close(2) frees the descriptor even when it reports an error.
 */
export function watchedFileSystem(before: BeforeCall): FileSystem {
  let calls = 0
  const announce = (name: string) => before(name, ++calls)

  function watched<T extends object>(target: T): T {
    return new Proxy(target, {
      get(object, key) {
        const method: unknown = Reflect.get(object, key)
        if (typeof method !== "function" || typeof key !== "string") return method
        return async (...parameters: unknown[]): Promise<unknown> => {
          try {
            announce(key)
          } catch (error) {
            if (key === "close") await Reflect.apply(method, object, parameters)
            throw error
          }
          const result: unknown = await Reflect.apply(method, object, parameters)
          return key === "open" ? watched(result as OpenFile) : result
        }
      },
    })
  }
  return watched(nodeFileSystem)
}

/** A failure of the system's, as Node reports it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code })
}
