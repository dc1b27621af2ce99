import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { COMMON_HEADERS, PAGE_POLICY, WORKER_POLICY } from "./content-policy.ts"
import { HOST, SCHEME } from "./origin.ts"

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  wasm: "application/wasm",
}

interface BundledFile {
  readonly type: string
  readonly policy: string
  read(): Uint8Array
}
export type Bundle = ReadonlyMap<string, BundledFile>

/**
 * The page's files by their path in its address. Made once: a request is looked up in it, so no path that the page
 * makes up ever reaches the file system. Each file is read when it is first asked for, and kept.
 */
export function openBundle(folder: string): Bundle {
  const bundle = new Map<string, BundledFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[entry.name.split(".").at(-1) ?? ""]
    // A link is not followed: what is served was built into this folder.
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(folder.length).replaceAll("\\", "/")
    let bytes: Uint8Array | undefined
    bundle.set(path, {
      type,
      policy: isWorker(entry.name) ? WORKER_POLICY : PAGE_POLICY,
      read: () => (bytes ??= readFileSync(file)),
    })
  }
  const index = bundle.get("/index.html")
  if (index) bundle.set("/", index)
  return bundle
}

/** A worker's script carries its own policy; the build names it after its source, `*worker*.ts`. */
function isWorker(name: string): boolean {
  return name.endsWith(".js") && /(^|[.-])worker[.-]/.test(name)
}

/** What is said to a request. */
export interface BundleAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** GET of a file of the bundle, or a refusal. */
export function respond(
  request: { readonly url: string; readonly method: string },
  bundle: Bundle,
): BundleAnswer {
  if (request.method !== "GET") return refusal(405)
  let url: URL
  try {
    url = new URL(request.url)
  } catch {
    return refusal(400)
  }
  if (url.protocol !== `${SCHEME}:` || url.host !== HOST || url.username !== "") return refusal(404)
  const file = bundle.get(url.pathname)
  if (!file) return refusal(404)
  return {
    status: 200,
    headers: { ...COMMON_HEADERS, "Content-Type": file.type, "Content-Security-Policy": file.policy },
    body: file.read(),
  }
}

function refusal(status: number): BundleAnswer {
  return {
    status,
    headers: { ...COMMON_HEADERS, "Content-Security-Policy": "default-src 'none'" },
    body: new Uint8Array(),
  }
}
