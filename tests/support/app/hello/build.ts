import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "vite"

/** Bundles `ceremonies.ts` into an app that Electron can run. @param folder an empty one, of the test's own */
export async function buildCeremoniesApp(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron"] },
    build: {
      ssr: true,
      outDir: folder,
      target: "node20.18",
      rollupOptions: {
        input: fileURLToPath(new URL("ceremonies.ts", import.meta.url)),
        external: ["electron"],
        output: { format: "es", entryFileNames: "main.mjs" },
      },
    },
  })
  const about = { name: "ceremonies", version: "0.0.0", type: "module", main: "main.mjs" }
  await writeFile(join(folder, "package.json"), JSON.stringify(about))
}
