import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import type { Delivery } from "./faults.ts"

const MEGABYTE_OF_BLANKS = Buffer.alloc(1 << 20, " ")

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once("drain", resolve)
    response.once("close", resolve)
  })
}

async function writeHuge(response: ServerResponse, bytes: number): Promise<void> {
  for (let left = bytes; left > 0 && !response.destroyed; left -= MEGABYTE_OF_BLANKS.length) {
    const room = response.write(MEGABYTE_OF_BLANKS.subarray(0, Math.min(left, MEGABYTE_OF_BLANKS.length)))
    if (!room) await drained(response)
  }
  response.end()
}

async function writeSlowly(
  response: ServerResponse,
  body: Buffer,
  bytes: number,
  everyMs: number,
): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    response.write(body.subarray(at, at + bytes))
    await sleep(everyMs, undefined, { ref: false })
  }
  response.end()
}

/** Sends an answer the way its fault wants it.
 *  @param nowMs the server's clock, for the Date header. */
export async function deliver(response: ServerResponse, delivery: Delivery, nowMs: number): Promise<void> {
  const { answer, way } = delivery
  const body = Buffer.from(answer.body)
  if (way.kind === "reset") {
    response.socket?.resetAndDestroy()
    return
  }
  if (way.kind === "silence") return
  const hasLength = answer.status !== 204 && (way.kind === "whole" || way.kind === "truncated")
  response.sendDate = false
  response.writeHead(answer.status, {
    ...delivery.headers,
    date: new Date(nowMs).toUTCString(),
    "x-amzn-requestid": answer.requestId,
    ...(hasLength ? { "content-length": body.length } : {}),
  })
  switch (way.kind) {
    case "whole":
      response.end(answer.status === 204 ? undefined : body)
      return
    case "truncated":
      response.write(body.subarray(0, body.length / 2), () => response.destroy())
      return
    case "huge":
      response.write(body)
      await writeHuge(response, way.bytes - body.length)
      return
    case "slow":
      await writeSlowly(response, body, way.bytes, way.everyMs)
  }
}
