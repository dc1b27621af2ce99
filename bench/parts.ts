/** @file What `npm run bench` can measure, by name. */
import type { Result } from "./figure.ts"
import type { World } from "./world.ts"

export interface Part {
  readonly name: string
  /** What a person is told while it runs. */
  readonly what: string
  /**
   * Measures.
   * @param world built when a part first asks for it, shared by all
   */
  measure(world: () => Promise<World>): Promise<readonly Result[]>
}

/** Each is loaded when it runs: one part's trouble is not another's. The cheap and sure ones come first. */
export const parts: readonly Part[] = [
  {
    name: "codes",
    what: "1,000 codes",
    measure: async () => (await import("./parts/codes.ts")).measureCodes(),
  },
  {
    name: "files",
    what: "One profile among 10,000",
    measure: async () => (await import("./parts/files.ts")).measureFiles(),
  },
  {
    name: "import",
    what: "1,000 entries of another program's file",
    measure: async () => (await import("./parts/import.ts")).measureImport(),
  },
  {
    name: "command",
    what: "The command line's codes",
    measure: async (world) => (await import("./parts/command.ts")).measureCommand(await world()),
  },
  {
    name: "renewal",
    what: "Sessions and credential_process",
    measure: async (world) => (await import("./parts/renewal.ts")).measureRenewal(await world()),
  },
  {
    name: "process",
    what: "credential_process beside a running Keycard",
    measure: async (world) => (await import("./parts/process.ts")).measureProcess(await world()),
  },
  {
    name: "start",
    what: "From start to the first code",
    measure: async (world) => (await import("./parts/start.ts")).measureStart(await world()),
  },
  {
    name: "window",
    what: "The open window: search, processor, memory",
    measure: async (world) => (await import("./parts/window.ts")).measureWindow(await world()),
  },
  {
    name: "turn",
    what: "The turn of a period",
    measure: async (world) => (await import("./parts/turn.ts")).measureTurn(await world()),
  },
  {
    name: "qr",
    what: "QR codes",
    measure: async () => (await import("./qr/index.ts")).bench(),
  },
]
