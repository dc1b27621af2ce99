/** The line that makes a shell use a profile. Profile names have no characters that a shell would expand. */
export function exportLine(profile: string, platform: string): string {
  return platform === "win32" ? `$env:AWS_PROFILE="${profile}"` : `export AWS_PROFILE=${profile}`
}
