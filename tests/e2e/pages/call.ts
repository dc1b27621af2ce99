import type { Page } from "playwright-core"

/** Asks main as the page does, for what is not the test's own journey. @throws with what main refused */
export async function callMain(page: Page, name: string, request: unknown): Promise<unknown> {
  const reply = await page.evaluate(
    ([channel, payload]) => {
      const { keycard } = globalThis as unknown as {
        keycard: {
          call(name: string, request: unknown): Promise<{ ok: boolean; value?: unknown; json?: string }>
        }
      }
      return keycard.call(channel, payload)
    },
    [name, request] as const,
  )
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`)
  return reply.json === undefined ? reply.value : JSON.parse(reply.json)
}
