/**
 * @file What Keycard needs from the system, by purpose. Each line is one need: the Debian names that satisfy it (newest
 * first; any one will do), its name on Fedora and on Arch, and what shows that it is there: a library's or a command's
 * file name. The app's list is what Electron's own binary is linked with, as `ldd` shows on a bare Debian 12.
 */

/** @typedef {{ debian: readonly string[], fedora: string, arch: string, shownBy: string }} Need */
/** @typedef {"app" | "virtual display" | "build" | "tests" | "test peers"} Purpose */

/** @type {(debian: string, fedora: string, arch: string, shownBy: string) => Need} */
const need = (debian, fedora, arch, shownBy) => ({ debian: debian.split("|"), fedora, arch, shownBy })

/** @type {Record<Purpose, readonly Need[]>} */
export const needs = {
  /** The window, and the keychain. */
  app: [
    need("libgtk-3-0t64|libgtk-3-0", "gtk3", "gtk3", "libgtk-3.so.0"),
    need("libnss3", "nss", "nss", "libnss3.so"),
    need("libasound2t64|libasound2", "alsa-lib", "alsa-lib", "libasound.so.2"),
    need("libgbm1", "mesa-libgbm", "mesa", "libgbm.so.1"),
    need("libsecret-1-0", "libsecret", "libsecret", "libsecret-1.so.0"),
  ],
  /** A window where there is no screen. */
  "virtual display": [
    need("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "Xvfb"),
    need("dbus-daemon|dbus", "dbus-daemon", "dbus", "dbus-daemon"),
  ],
  /** keytar from source, where its prebuilt binary cannot be fetched. */
  build: [
    need("libsecret-1-dev", "libsecret-devel", "libsecret", "libsecret-1.so"),
    need("python3", "python3", "python", "python3"),
    need("make", "make", "make", "make"),
    need("g++", "gcc-c++", "gcc", "g++"),
  ],
  /** A real keychain to test against. */
  tests: [
    need("gnome-keyring", "gnome-keyring", "gnome-keyring", "gnome-keyring-daemon"),
    need("dbus-bin|dbus", "dbus-tools", "dbus", "dbus-send"),
    need("dbus-x11|dbus-user-session", "dbus-daemon", "dbus", "dbus-daemon"),
  ],
  /** Other programs that Keycard's results are compared with: tests without theirs are skipped by name. */
  "test peers": [
    need("oathtool", "oathtool", "oath-toolkit", "oathtool"),
    need("zbar-tools", "zbar", "zbar", "zbarimg"),
    need("awscli", "awscli2", "aws-cli-v2", "aws"),
    need("xclip", "xclip", "xclip", "xclip"),
    need("ffmpeg", "ffmpeg-free", "ffmpeg", "ffmpeg"),
    need("strace", "strace", "strace", "strace"),
    need("zsh", "zsh", "zsh", "zsh"),
    need("fish", "fish", "fish", "fish"),
  ],
}
