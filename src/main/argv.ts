/** Switches of Chromium that only change how the window looks, and our own. */
const harmless = new Set([
  "hidden",
  "disable-gpu",
  "force-device-scale-factor",
  "lang",
  "ozone-platform",
  "ozone-platform-hint",
])

/**
 * The switches that a packaged Keycard does not start with. Fuses do not stop `--remote-debugging-port`,
 * `--load-extension`, `--proxy-server` and the like, each of which hands the page or its traffic to another program.
 *
 * Chromium takes one dash for two, and on Windows a slash as well.
 * @param args what follows the program's name
 */
export function foreignSwitches(args: readonly string[], platform: NodeJS.Platform): string[] {
  const prefix = platform === "win32" ? /^(?:--?|\/)/ : /^--?/
  return args.filter((argument) => {
    if (!prefix.test(argument)) return false
    const name = argument.replace(prefix, "").split("=", 1)[0] ?? ""
    return !harmless.has(name.toLowerCase())
  })
}
