/** @file Serves the page with a made-up main process behind it: `npx vite --config tests/renderer/harness/vite.config.ts`.
 *  What stands in the address chooses the data: `?accounts=300&theme=dark&aws=full&keychain=passphrase`. */
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  worker: { format: "es" },
  server: { port: 5199, strictPort: true, fs: { allow: ["../../.."] } },
})
