import { createSocket, type Socket } from "node:dgram"
import { createServer as createHttpServer, type Server as HttpServer } from "node:http"
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openApp, type OpenApp } from "./open-app.ts"

/** @file Nothing leaves the page, by any road that Chromium has. */

let keycard: OpenApp
let http: HttpServer
let tcp: TcpServer
let udp: Socket
const hits = { http: 0, tcp: 0, udp: 0 }

beforeAll(async () => {
  http = createHttpServer((_request, response) => {
    hits.http++
    response.end("x")
  })
  tcp = createTcpServer((socket) => {
    hits.tcp++
    socket.destroy()
  })
  udp = createSocket("udp4", () => (hits.udp += 1))
  await Promise.all([
    new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve)),
    new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve)),
    new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve)),
  ])
  keycard = await openApp()
})
afterAll(async () => {
  await keycard.close()
  await keycard.home.remove()
  http.close()
  tcp.close()
  udp.close()
})
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const port = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port

describe("from the page nothing leaves", () => {
  it.each([
    ["fetch", "fetch(url, { mode: 'no-cors' })"],
    ["XMLHttpRequest", "const x = new XMLHttpRequest(); x.open('GET', url); x.send()"],
    ["a beacon", "navigator.sendBeacon(url, 'x')"],
    [
      "a ping",
      "const a = document.createElement('a'); a.href = '#'; a.ping = url; document.body.append(a); a.click()",
    ],
    ["a picture", "new Image().src = url"],
    [
      "a style sheet",
      "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }))",
    ],
    ["a background", "document.body.style.backgroundImage = 'url(' + url + ')'"],
    ["a frame", "document.body.append(Object.assign(document.createElement('iframe'), { src: url }))"],
    ["an object", "document.body.append(Object.assign(document.createElement('object'), { data: url }))"],
    [
      "a video",
      "document.body.append(Object.assign(document.createElement('video'), { src: url, autoplay: true }))",
    ],
    ["an EventSource", "new EventSource(url)"],
    ["a WebSocket", "new WebSocket(url.replace('http', 'ws'))"],
    [
      "a prefetch",
      "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: url }))",
    ],
    [
      "a preconnect",
      "document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: url }))",
    ],
    [
      "a modulepreload",
      "document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: url }))",
    ],
    [
      "a form",
      "const f = document.createElement('form'); f.action = url; document.body.append(f); f.submit()",
    ],
    ["a font", "new FontFace('x', 'url(' + url + ')').load().catch(() => {})"],
    ["an import", "import(url).catch(() => {})"],
  ])("by %s", async (_name, attempt) => {
    const before = hits.http
    const url = `http://127.0.0.1:${port(http)}/canary`
    await keycard.page.evaluate(
      `void setTimeout(() => { try { const url = ${JSON.stringify(url)}; ${attempt} } catch {} })`,
    )
    await pause(300)
    expect(hits.http - before).toBe(0)
  })

  it("by WebRTC, over UDP or TCP", async () => {
    await keycard.page.evaluate(
      `(async () => {
        const connection = new RTCPeerConnection({ iceServers: [
          { urls: 'stun:127.0.0.1:${port(udp)}' },
          { urls: 'turn:127.0.0.1:${port(udp)}?transport=udp', username: 'a', credential: 'canary' },
          { urls: 'turn:127.0.0.1:${port(tcp)}?transport=tcp', username: 'a', credential: 'canary' },
        ] })
        connection.createDataChannel('x')
        await connection.setLocalDescription(await connection.createOffer())
      })()`,
    )
    await pause(3_000)
    expect({ udp: hits.udp, tcp: hits.tcp }).toEqual({ udp: 0, tcp: 0 })
  })

  it("though the servers were there to be reached", async () => {
    await fetch(`http://127.0.0.1:${port(http)}/`)
    expect(hits.http).toBe(1)
  })
})
