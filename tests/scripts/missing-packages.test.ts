import { expect, test } from "vitest"
import { familyOf } from "../../scripts/setup/linux-distribution.mjs"
import {
  installedIn,
  installLine,
  missingElsewhere,
  missingOnDebian,
} from "../../scripts/setup/missing-packages.mjs"
import { needs } from "../../scripts/setup/system-packages.mjs"

const sound = {
  debian: ["libasound2t64", "libasound2"],
  fedora: "alsa-lib",
  arch: "alsa-lib",
  shownBy: "libasound.so.2",
}
const screen = { debian: ["xvfb"], fedora: "xorg-x11-server-Xvfb", arch: "xorg-server-xvfb", shownBy: "Xvfb" }

test("a package counts as installed only when dpkg says so", () => {
  const listing =
    "xvfb installed\nlibnss3 config-files\nlibgbm1 not-installed\ndpkg-query: no packages found matching x\n"
  expect(installedIn(listing)).toEqual(new Set(["xvfb"]))
})

test("any one of a need's Debian names satisfies it", () => {
  expect(missingOnDebian([sound, screen], new Set(["libasound2"]))).toEqual([screen])
  expect(missingOnDebian([sound, screen], new Set(["libasound2t64", "xvfb"]))).toEqual([])
})

test("elsewhere a need is met when its library or command is there", () => {
  expect(missingElsewhere([sound, screen], new Set(["libasound.so.2", "bash"]))).toEqual([screen])
})

test("the line to paste is in the words of the system's own package manager", () => {
  expect(installLine([sound, screen], "debian")).toBe("sudo apt-get install -y libasound2 xvfb")
  expect(installLine([sound], "debian", ([newest = ""]) => newest)).toBe(
    "sudo apt-get install -y libasound2t64",
  )
  expect(installLine([sound, screen], "fedora")).toBe("sudo dnf install -y alsa-lib xorg-x11-server-Xvfb")
  expect(installLine([sound, screen], "arch")).toBe("sudo pacman -S --needed alsa-lib xorg-server-xvfb")
  expect(installLine([sound], "other")).toBeUndefined()
})

test("the line to paste names a package once, however many needs it meets", () => {
  expect(installLine(needs.build, "arch")?.match(/libsecret/g)).toHaveLength(1)
  expect(installLine([screen, screen], "debian")).toBe("sudo apt-get install -y xvfb")
})

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', "debian"],
  ["NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n", "debian"],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"],
  ['ID="rhel"\nID_LIKE="fedora"\n', "fedora"],
  ["ID=fedora\nVERSION_ID=42\n", "fedora"],
  ["ID=endeavouros\nID_LIKE=arch\n", "arch"],
  ["ID=alpine\nHOME_URL=https://debian.org\n", "other"],
  ["", "other"],
])("os-release %j is of the family %s", (osRelease, family) => {
  expect(familyOf(osRelease)).toBe(family)
})
