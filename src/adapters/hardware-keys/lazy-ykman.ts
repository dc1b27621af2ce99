import type { CodeSource } from "../../core/ports/code-source.ts"
import type { YkmanOptions } from "./ykman.ts"

/** `ykman`, loaded when a code is asked of a key: hardly anybody has one. */
export function lazyYkman(options: YkmanOptions): CodeSource {
  let loaded: CodeSource | null = null
  const load = async () => (loaded ??= (await import("./ykman.ts")).createYkman(options))
  return {
    keys: async (signal) => (await load()).keys(signal),
    wantsTouch: (key) => loaded?.wantsTouch(key) === true,
    code: async (key, asked) => (await load()).code(key, asked),
  }
}
