import { createServer } from "vite"

/**
 * Lets plain Node work with TypeScript modules of this project, those too that they import later.
 * @template T
 * @param {(load: (file: string) => Promise<Record<string, any>>) => Promise<T>} work loads what it needs, by path
 * @returns {Promise<T>}
 */
export async function withTypeScript(work) {
  // A server that serves nothing: only its way of turning TypeScript into modules of this process is used.
  const vite = await createServer({
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  try {
    return await work((file) => vite.ssrLoadModule(file))
  } finally {
    await vite.close()
  }
}
