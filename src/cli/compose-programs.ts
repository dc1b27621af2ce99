/** @file What `exec` and `env` need beside the rest, loaded when they run. A part of compose.ts. */
import type { ContainerEndpoint } from "../adapters/agent/container-endpoint.ts"
import { askAgent, type AgentReply } from "../adapters/agent/ask-agent.ts"
import type { ProgramEnd } from "../adapters/system/run-program.ts"
import { findPlaces } from "../adapters/system/places.ts"
import type { SessionCredentials } from "../core/ports/aws-api.ts"
import type { TextFile } from "../core/ports/text-file.ts"

export interface Programs {
  /** What a running Keycard says of a profile; null: none answers. */
  ask(profileId: string): Promise<AgentReply | null>
  /** Runs a program to its end in our place. */
  run(command: readonly string[], env: Readonly<Record<string, string>>): Promise<ProgramEnd>
  /** Ends this process by a signal. */
  endBySignal(signal: NodeJS.Signals): Promise<void>
  serve(current: () => Promise<SessionCredentials>): Promise<ContainerEndpoint>
  readonly credentialsFile: TextFile
  readonly configFile: TextFile
}

export function composePrograms(files: Pick<Programs, "credentialsFile" | "configFile">): Programs {
  const runner = () => import("../adapters/system/run-program.ts")
  return {
    ...files,
    // Not loaded when it runs: the command's first file holds it anyway.
    ask: (profile) => askAgent(findPlaces().keycard.agent, { profile, by: "exec" }),
    run: async (command, env) => (await runner()).runProgram(command, env, process.stdin.isTTY),
    endBySignal: async (signal) => (await runner()).endBySignal(signal),
    serve: async (current) =>
      (await import("../adapters/agent/container-endpoint.ts")).startContainerEndpoint(current),
  }
}
