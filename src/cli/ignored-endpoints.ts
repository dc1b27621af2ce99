import type { TextFile } from "../core/ports/text-file.ts"

/** Where AWS's own tools would take another endpoint from: variables by name, and the config file. */
export async function findIgnoredEndpoints(
  env: Readonly<Record<string, string | undefined>>,
  configFile: TextFile,
): Promise<string[]> {
  const variables = Object.keys(env).filter(
    (name) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && (env[name] ?? "") !== "",
  )
  return (await namesEndpoint(configFile)) ? [...variables, `endpoint_url in ${configFile.path}`] : variables
}

async function namesEndpoint(configFile: TextFile): Promise<boolean> {
  try {
    const { bytes } = await configFile.read()
    return bytes !== null && /^[ \t]*endpoint_url[ \t]*[=:]/m.test(new TextDecoder().decode(bytes))
  } catch {
    // A config file that cannot be read is named by the command that needs it.
    return false
  }
}
