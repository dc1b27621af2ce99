/** @file The system's clipboard under one interface: Electron 44 replaced its clipboard by one of promises. */

/** A clipboard as {@link createClipboard} uses it. Methods reject, or never settle, when the system's does. */
export interface Board {
  readText(): Promise<string>
  /** Marks the text as secret where that can be said, so that histories leave it out. */
  writeSecret(text: string): Promise<void>
  writeText(text: string): Promise<void>
  clear(): Promise<void>
  /** Linux: what is selected, pasted by the middle button. */
  readonly selection: { readText(): Promise<string>; clear(): Promise<void> } | null
}

/** Up to Electron 43. */
interface SyncClipboard {
  readText(type?: "clipboard" | "selection"): string
  writeText(text: string, type?: "clipboard" | "selection"): void
  clear(type?: "clipboard" | "selection"): void
}

/** From Electron 44. */
interface AsyncClipboard {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
  write(items: object[]): Promise<void>
  clear(): void
  readonly selection?: Pick<AsyncClipboard, "readText" | "clear"> | undefined
}

/** What Electron exports, of whichever version. */
export interface ElectronClipboards {
  readonly clipboard: unknown
  readonly ClipboardItem?: (new (items: Record<string, string | Blob>) => object) | undefined
}

const raw = (name: string) => `electron application/osclipboard;format="${name}"`

/** How each system is told that a text does not belong in a history: see docs/threat-model.md, "Clipboard". */
function secretMarkers(platform: NodeJS.Platform): Record<string, Blob> {
  if (platform === "win32") return { [raw("ExcludeClipboardContentFromMonitorProcessing")]: new Blob(["1"]) }
  if (platform === "darwin")
    return {
      [raw("org.nspasteboard.ConcealedType")]: new Blob(["1"]),
      [raw("org.nspasteboard.TransientType")]: new Blob(["1"]),
    }
  return { [raw("x-kde-passwordManagerHint")]: new Blob(["secret"]) }
}

export function createBoard(electron: ElectronClipboards, platform: NodeJS.Platform): Board {
  const Item = electron.ClipboardItem
  const board = Item
    ? asyncBoard(electron.clipboard as AsyncClipboard, Item, platform)
    : syncBoard(electron.clipboard as SyncClipboard, platform)
  const { selection } = board
  if (!selection) return board
  return {
    ...board,
    // Chromium puts every copied text under the middle button too, where the next click may paste it anywhere.
    async writeSecret(text) {
      await board.writeSecret(text)
      await selection.clear()
    },
  }
}

function asyncBoard(
  clipboard: AsyncClipboard,
  Item: NonNullable<ElectronClipboards["ClipboardItem"]>,
  platform: NodeJS.Platform,
): Board {
  const { selection } = clipboard
  return {
    readText: () => clipboard.readText(),
    writeText: (text) => clipboard.writeText(text),
    // Text and marker in one write: two writes would each replace the other.
    writeSecret: (text) => clipboard.write([new Item({ "text/plain": text, ...secretMarkers(platform) })]),
    clear: () => settled(() => clipboard.clear()),
    selection: selection
      ? { readText: () => selection.readText(), clear: () => settled(() => selection.clear()) }
      : null,
  }
}

/** No marker: here every write replaces what the one before it wrote. */
function syncBoard(clipboard: SyncClipboard, platform: NodeJS.Platform): Board {
  const write = (text: string) => settled(() => clipboard.writeText(text))
  return {
    readText: () => settled(() => clipboard.readText()),
    writeText: write,
    writeSecret: write,
    clear: () => settled(() => clipboard.clear()),
    selection:
      platform === "linux"
        ? {
            readText: () => settled(() => clipboard.readText("selection")),
            clear: () => settled(() => clipboard.clear("selection")),
          }
        : null,
  }
}

/** What a synchronous call throws becomes a rejection. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
