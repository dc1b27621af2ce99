import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  ListMFADevicesCommand,
} from "@aws-sdk/client-iam"
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts"
import { NodeHttpHandler } from "@smithy/node-http-handler"
import { XMLParser } from "fast-xml-parser"
import { spawn, spawnSync } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { iamClient, stsClient } from "./sdk-clients.ts"
import type { ClientCredentials } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"

/** A second server written by others: where both answer alike, we have not invented the format. */
const installed = spawnSync("moto_server", ["--help"]).status === 0
const title = `the answers of the stand-in${installed ? "" : " (skipped: moto_server is not installed)"}`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

interface Peer {
  readonly standIn: AwsStandIn
  readonly credentials: ClientCredentials
}

let ours: AwsStandIn
let moto: ChildProcess
let theirs: Peer

/** Runs a call and keeps the body that came. */
async function wireAnswer(
  client: ReturnType<typeof stsClient> | ReturnType<typeof iamClient>,
  call: () => Promise<unknown>,
): Promise<string> {
  const handler = new NodeHttpHandler()
  let text = ""
  const handle: NodeHttpHandler["handle"] = async (request, options) => {
    const result = await handler.handle(request, options)
    const chunks: Buffer[] = []
    for await (const chunk of result.response.body as AsyncIterable<Buffer>) chunks.push(chunk)
    text = Buffer.concat(chunks).toString()
    result.response.body = Readable.from([Buffer.from(text)])
    return result
  }
  client.config.requestHandler = Object.assign(new NodeHttpHandler(), { handle })
  await call().catch(() => undefined)
  return text
}

/** The path of every element, with the namespace of the outermost; `member` once, however many there are. */
function elementPaths(text: string): string[] {
  const paths = new Set<string>()
  const walk = (value: unknown, path: string) => {
    paths.add(path)
    if (Array.isArray(value))
      value.forEach((item) => {
        walk(item, path)
      })
    else if (typeof value === "object" && value !== null)
      for (const [name, child] of Object.entries(value)) walk(child, `${path}/${name}`)
    else if (path.includes("@")) paths.add(`${path}=${String(value)}`)
  }
  walk(new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" }).parse(text), "")
  return [...paths].sort()
}

/** What moto lacks: a user with a key and a device, made by its own calls. */
async function populateMoto(url: string): Promise<Peer> {
  const standIn = { ...ours, url }
  const root = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" }
  const client = iamClient(standIn, { credentials: root })
  await client.send(new CreateUserCommand({ UserName: "alice" }))
  const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName: "alice" }))
  const { VirtualMFADevice } = await client.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice" }),
  )
  await client.send(
    new EnableMFADeviceCommand({
      UserName: "alice",
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: "123456",
      AuthenticationCode2: "234567",
    }),
  )
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  }
  return { standIn, credentials }
}

describe.skipIf(!installed)(title, () => {
  beforeAll(async () => {
    ours = await startAwsStandIn({ users: [{ name: "alice" }] })
    const port = await freePort()
    moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", port.toString()], { stdio: "ignore" })
    const url = `http://127.0.0.1:${port.toString()}`
    await vi.waitFor(() => fetch(`${url}/moto-api/`), { timeout: 30_000, interval: 200 })
    theirs = await populateMoto(url)
  })
  afterAll(async () => {
    moto.kill()
    await ours.close()
  })

  const calls = {
    GetSessionToken: (peer: Partial<Peer>) => {
      const client = stsClient(peer.standIn ?? ours, peer)
      return wireAnswer(client, () => client.send(new GetSessionTokenCommand({ DurationSeconds: 900 })))
    },
    GetCallerIdentity: (peer: Partial<Peer>) => {
      const client = stsClient(peer.standIn ?? ours, peer)
      return wireAnswer(client, () => client.send(new GetCallerIdentityCommand({})))
    },
    // moto does not resolve the user from the signing key.
    ListMFADevices: (peer: Partial<Peer>) => {
      const client = iamClient(peer.standIn ?? ours, peer)
      return wireAnswer(client, () => client.send(new ListMFADevicesCommand({ UserName: "alice" })))
    },
  }

  it.each(Object.entries(calls))("to %s have moto's elements and namespace", async (name, call) => {
    const [one, other] = [elementPaths(await call({})), elementPaths(await call(theirs))]
    expect(one).toContain(`/${name}Response/${name}Result`)
    expect(one).toEqual(other)
  })

  it("that are errors have moto's elements", async () => {
    const ask = (peer: Partial<Peer>) => {
      const client = iamClient(peer.standIn ?? ours, peer)
      return wireAnswer(client, () => client.send(new GetUserCommand({ UserName: "nobody" })))
    }
    const [one, other] = [elementPaths(await ask({})), elementPaths(await ask(theirs))]
    expect(one).toContain("/ErrorResponse/Error/Code")
    // moto repeats the message in lower case, which AWS does not.
    expect(one).toEqual(other.filter((path) => !path.endsWith("/message")))
  })
})
