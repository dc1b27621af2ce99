import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openBundle, respond, type Bundle } from "../../src/main/bundle.ts"
import { PAGE_POLICY, WORKER_POLICY } from "../../src/main/content-policy.ts"

let folder: string
let bundle: Bundle

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "keycard-bundle-"))
  const root = join(folder, "renderer")
  mkdirSync(join(root, "assets"), { recursive: true })
  writeFileSync(join(folder, "main.js"), "outside")
  writeFileSync(join(root, "index.html"), "<!doctype html>page")
  writeFileSync(join(root, "notes.txt"), "no type of ours")
  for (const name of [
    "index-a1.js",
    "index-a1.css",
    "decode-worker-b2.js",
    "qr.worker-c3.js",
    "reader.wasm",
    "inter.woff2",
  ])
    writeFileSync(join(root, "assets", name), name)
  symlinkSync(join(folder, "main.js"), join(root, "assets", "link.js"))
  bundle = openBundle(root)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = (url: string, method = "GET") => respond({ url, method }, bundle)

describe("the page's files", () => {
  it.each([
    ["app://bundle/", "text/html; charset=utf-8"],
    ["app://bundle/index.html", "text/html; charset=utf-8"],
    ["app://bundle/index.html?x=1#y", "text/html; charset=utf-8"],
    ["app://bundle/assets/index-a1.js", "text/javascript; charset=utf-8"],
    ["app://bundle/assets/index-a1.css", "text/css; charset=utf-8"],
    ["app://bundle/assets/reader.wasm", "application/wasm"],
    ["app://bundle/assets/inter.woff2", "font/woff2"],
  ])("%s is served as %s", (url, type) => {
    const response = get(url)
    expect(response.status).toBe(200)
    expect(response.headers["Content-Type"]).toBe(type)
    expect(response.headers["X-Content-Type-Options"]).toBe("nosniff")
  })

  it("are served byte for byte", () => {
    expect(new TextDecoder().decode(get("app://bundle/assets/reader.wasm").body)).toBe("reader.wasm")
  })

  it.each([
    ["app://bundle/%2e%2e/main.js", 404],
    ["app://bundle/..%2fmain.js", 404],
    ["app://bundle/assets/../../main.js", 404],
    ["app://bundle/%00", 404],
    ["app://bundle/index.html%00.js", 404],
    ["app://bundle/nope.html", 404],
    ["app://bundle/%5c..%5cmain.js", 404],
    ["app://bundle/%zz", 404],
    ["app://bundle/assets", 404],
    ["app://bundle/assets/", 404],
    ["app://bundle/assets/link.js", 404],
    ["app://bundle/notes.txt", 404],
    ["app://bundle/__proto__", 404],
    [`app://bundle/${"a".repeat(100_000)}`, 404],
    ["app://evil/index.html", 404],
    ["app://bundle.evil/index.html", 404],
    ["app://user@bundle/index.html", 404],
    ["https://bundle/index.html", 404],
    ["file:///etc/passwd", 404],
    ["nonsense", 400],
  ])("%s is not there", (url, status) => {
    const response = get(url)
    expect(response.status).toBe(status)
    expect(response.body).toHaveLength(0)
    expect(response.headers["Content-Security-Policy"]).toBe("default-src 'none'")
  })

  it.each(["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])("are not there for %s", (method) => {
    expect(get("app://bundle/index.html", method).status).toBe(405)
  })

  it("allow wasm to the worker's script alone", () => {
    const policy = (path: string) => get(`app://bundle${path}`).headers["Content-Security-Policy"]
    expect(policy("/assets/decode-worker-b2.js")).toBe(WORKER_POLICY)
    expect(policy("/assets/qr.worker-c3.js")).toBe(WORKER_POLICY)
    expect(policy("/assets/index-a1.js")).toBe(PAGE_POLICY)
    expect(policy("/")).toBe(PAGE_POLICY)
    expect(PAGE_POLICY).not.toContain("wasm")
  })
})
