/** @file What the running Keycard hands to `keycard credential-process` and `keycard exec`, from memory where it can. */
import type { Agent } from "../adapters/agent/agent-server.ts"
import type { KeycardPaths } from "../adapters/system/paths.ts"
import type { Audit } from "../core/audit/audit.ts"
import { findProfileIn } from "../core/aws/find.ts"
import { keptCredentials } from "../core/aws/kept-session.ts"
import { isFresh } from "../core/aws/renewal.ts"
import type { Aws } from "../core/aws/service.ts"
import { AppError } from "../core/errors.ts"
import type { SessionCredentials } from "../core/ports/aws-api.ts"
import type { Clock } from "../core/ports/clock.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AwsProfile, AwsSession } from "../core/vault/schema.ts"
import type { AgentAnswer, AgentRequest } from "../shared/agent/protocol.ts"
import type { Keychain } from "./keychain-types.ts"

export interface AnswersDeps {
  readonly aws: Pick<Aws, "credentials">
  readonly index: Pick<VaultIndex, "read">
  readonly keychain: Pick<Keychain, "state" | "isLocked"> & { readonly store: SecretStore }
  readonly audit: Audit
  readonly clock: Clock
  /** AWS was asked: what is shown has changed. */
  readonly onIssued: () => void
  readonly log: (message: string, cause: unknown) => void
}

type Answer = Exclude<AgentAnswer, { state: "working" }>

export interface Answers {
  /** Never rejects. Nothing is told while the lock is closed, nor what was under way when it closed. */
  readonly answer: (request: Omit<AgentRequest, "token">, signal: AbortSignal) => Promise<Answer>
  /** The lock closes. */
  forget(): void
}

interface Known extends Pick<AwsSession, "issuedAtMs" | "expiresAtMs"> {
  readonly credentials: SessionCredentials
}

export function createAnswers(deps: AnswersDeps): Answers {
  const { aws, index, keychain, audit, clock } = deps
  /** By profile: what was handed out last, while the index speaks of that very session. */
  const known = new Map<string, Known>()
  let closings = 0

  async function credentialsOf(
    profile: AwsProfile,
    session: AwsSession | undefined,
    by: AgentRequest["by"],
    signal: AbortSignal,
  ): Promise<SessionCredentials> {
    const last = known.get(profile.id)
    const isSame = last?.issuedAtMs === session?.issuedAtMs && last?.expiresAtMs === session?.expiresAtMs
    if (last !== undefined && isSame && isFresh(last, clock.nowMs())) {
      // Nobody waits for a note: the tool asked for an answer, and the log may be on a slow disk.
      const { expiresAtMs } = last
      void audit.note({ what: "handed-out", by, profile: profile.name, arn: session?.arn, expiresAtMs })
      return last.credentials
    }
    known.delete(profile.id)
    const before = closings
    const secrets = keychain.store
    const kept = await keptCredentials({ secrets, clock, audit }, await index.read(), profile, by)
    if (kept !== null && session !== undefined) {
      const { issuedAtMs, expiresAtMs } = session
      if (before === closings && kept.expiresAtMs === expiresAtMs)
        known.set(profile.id, { issuedAtMs, expiresAtMs, credentials: kept })
      return kept
    }
    try {
      return await aws.credentials(profile.id, { by, signal })
    } finally {
      deps.onIssued()
    }
  }

  async function answerOpen(
    { profile: query, by }: Omit<AgentRequest, "token">,
    signal: AbortSignal,
  ): Promise<Answer> {
    const vault = await index.read()
    const profile = findProfileIn(vault, query)
    const session = vault.awsSessions.find(({ profileId }) => profileId === profile.id)
    const credentials = await credentialsOf(profile, session, by, signal)
    return { state: "credentials", credentials }
  }

  return {
    async answer(request, signal) {
      try {
        const { state } = keychain.state()
        if (state === "opening" || state === "failed") return { state: "alone" }
        if (await keychain.isLocked()) throw new AppError({ kind: "locked" })
        const answer = await answerOpen(request, signal)
        return (await keychain.isLocked()) ? { state: "failed", error: { kind: "locked" } } : answer
      } catch (error) {
        if (error instanceof AppError) return { state: "failed", error: error.data }
        deps.log("a command could not be answered", error)
        return { state: "alone" }
      }
    },
    forget() {
      closings += 1
      known.clear()
    },
  }
}

export interface AgentDesk {
  /** Listens. Never throws: without it every command works alone. */
  start(): void
  forget(): void
  close(): void
}

/** {@link createAnswers} behind the socket, which is loaded when it starts: the first code does not wait for it. */
export function composeAgent(deps: AnswersDeps & { readonly paths: KeycardPaths }): AgentDesk {
  const answers = createAnswers(deps)
  let starting: Promise<Agent | null> | null = null
  let closed = false

  async function listen(): Promise<Agent | null> {
    try {
      const { startAgent } = await import("../adapters/agent/agent-server.ts")
      if (closed) return null
      const { folder, agent: placeFile } = deps.paths
      const { platform, env } = process
      const runtimeFolder = env.XDG_RUNTIME_DIR
      return await startAgent({ folder, placeFile, platform, runtimeFolder, answer: answers.answer })
    } catch (cause) {
      deps.log("commands are not answered", cause)
      return null
    }
  }
  return {
    start: () => {
      if (!closed) starting ??= listen()
    },
    forget: () => answers.forget(),
    close: () => {
      closed = true
      void starting?.then((agent) => agent?.close())
    },
  }
}
