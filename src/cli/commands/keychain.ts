import type { Context } from "../context.ts"

const names = { os: "the system's keychain", file: "the encrypted file" } as const

/** @param to where secrets are to be kept from now on */
export async function keychainMove(
  context: Context,
  to: "os" | "file",
  { json = false }: { json?: boolean },
): Promise<void> {
  const { output } = context
  let told = -1
  const moved = await context.moveKeychain(to, (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
    if (percent !== told) output.status(`Moving your secrets to ${names[to]}: ${percent} %`)
    told = percent
  })
  output.status(null)
  if (json) output.json({ keychain: to, moved })
  else
    output.words(
      moved ? `Your secrets are in ${names[to]} now.` : `Your secrets are in ${names[to]} already.`,
    )
}
