// Runs the QR benchmark alone: node bench/qr/run.mjs [folder that holds qr/<set>/expected.json]
import { fileURLToPath } from "node:url"
import { createServer } from "vite"

// A server that serves nothing: it turns TypeScript into modules of this process, those imported later included.
const vite = await createServer({
  configFile: false,
  logLevel: "error",
  appType: "custom",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  const { run } = await vite.ssrLoadModule(fileURLToPath(new URL("./index.ts", import.meta.url)))
  await run(process.argv[2] === undefined ? {} : { sharedDir: process.argv[2] })
} finally {
  await vite.close()
}
