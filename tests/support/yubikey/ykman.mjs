#!/usr/bin/env node
/**
 * A stand-in for Yubico's `ykman`, versions 4 and 5, for its commands `list` and `oath accounts list|code`. It prints
 * what those print, and makes real codes. The state is the JSON file that FAKE_YKMAN names:
 *
 * { version: 5, pcscd: true, fault: null | "hang" | "garbage" | "flood" | "fail", touchSeconds: 15, nowMs: null,
 *   keys: [{ serial: 1234, password: false, oath: true, held: false,
 *            entries: [{ name, type: "TOTP", period: 30, digits: 6, secret: "<hex>", touch: false }] }] }
 *
 * Beside that file, `touched` is a person's touch, and `calls` takes a line for each call.
 */
import { createHmac } from "node:crypto"
import { appendFileSync, existsSync, readFileSync, rmSync, writeSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

const path = process.env.FAKE_YKMAN ?? ""
const state = JSON.parse(readFileSync(path, "utf8"))
const touched = join(dirname(path), "touched")
const args = process.argv.slice(2)
const aws = Object.keys(process.env).filter((name) => /^(AWS|KEYCARD)_/.test(name))
appendFileSync(join(dirname(path), "calls"), `${JSON.stringify({ args, aws })}\n`)

/** The time it tells the key. */
const seconds = () => (state.nowMs ?? Date.now()) / 1000
const out = (text) => writeSync(1, text)
const err = (text) => writeSync(2, text)
const fail = (message, exitCode = 1) => {
  err(state.version === 4 ? `Error: ${message}\n` : `ERROR: ${message}\n`)
  process.exit(exitCode)
}

/** Version 3 had no `accounts`. */
const unknown = (name, group) => {
  err(`Usage: ykman ${group} [OPTIONS] COMMAND [ARGS]...\nTry 'ykman ${group} -h' for help.\n\n`)
  err(`Error: No such command '${name}'.\n`)
  process.exit(2)
}

const idOf = ({ name, type, period }) => (type === "TOTP" && period !== 30 ? `${period}/${name}` : name)

function codeOf({ secret, digits, period }, unixSeconds) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(unixSeconds / period)))
  const mac = createHmac("sha1", Buffer.from(secret, "hex")).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, "0")
}

function openKey(serial) {
  if (!state.pcscd) {
    err(
      state.version === 4
        ? "WARNING: PC/SC not available. Smart card protocols will not function.\n"
        : "WARNING: PC/SC not available. Smart card (CCID) protocols will not function.\n",
    )
  }
  const key = state.keys.find((each) => each.serial === serial)
  if (!state.pcscd || key === undefined || key.held) {
    fail(
      `Failed connecting to a YubiKey with serial: ${serial}.\nMake sure the application has the required permissions.`,
    )
  }
  if (!key.oath)
    fail("The functionality required for this command is not enabled or not available on this YubiKey.")
  return key
}

/** Nobody is there to type a password: what Python's getpass and click do then. */
function refusePassword(key) {
  if (!key.password) return
  err("Warning: Password input may be echoed.\nEnter the password: Aborted!\n")
  process.exit(1)
}

async function awaitTouch() {
  err("Touch your YubiKey...\n")
  const asked = seconds()
  for (let waited = 0; waited < state.touchSeconds * 1000; waited += 20) {
    if (existsSync(touched)) {
      rmSync(touched)
      return asked
    }
    await sleep(20)
  }
  return fail("Touch account timed out!")
}

function list(key) {
  refusePassword(key)
  for (const entry of key.entries.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))) {
    out(idOf(entry))
    if (args.includes("--oath-type")) out(`, ${entry.type}`)
    if (args.includes("--period")) out(`, ${entry.period}`)
    out("\n")
  }
}

async function code(key, query) {
  refusePassword(key)
  const exact = key.entries.filter((entry) => idOf(entry) === query)
  const alike = key.entries.filter((entry) => idOf(entry).toLowerCase().includes(query.toLowerCase()))
  const hits = exact.length > 0 ? exact : alike
  const rows = []
  for (const entry of hits) {
    if (hits.length > 1 && entry.touch) rows.push([idOf(entry), "[Requires Touch]"])
    else if (hits.length > 1 && entry.type === "HOTP") rows.push([idOf(entry), "[HOTP Account]"])
    else rows.push([idOf(entry), codeOf(entry, entry.touch ? await awaitTouch() : seconds())])
  }
  const names = Math.max(0, ...rows.map(([name]) => name.length))
  const codes = Math.max(0, ...rows.map(([, value]) => value.length))
  for (const [name, value] of rows) out(`${name.padEnd(names)}  ${value.padStart(codes)}\n`)
}

if (state.fault === "hang") await sleep(3_600_000)
if (state.fault === "garbage") {
  out("\u0007<html>Traceback</html>\n")
  process.exit(0)
}
if (state.fault === "flood") for (;;) out("1".repeat(65_536))
if (state.fault === "fail") fail("An unexpected error has occurred")

if (args[0] === "list" && args[1] === "--serials") {
  if (!state.pcscd) err("WARNING: PC/SC not available. Smart card (CCID) protocols will not function.\n")
  else for (const { serial } of state.keys) if (serial !== null) out(`${serial}\n`)
} else if (args[0] === "--device" && args[2] === "oath") {
  if (args[3] !== "accounts") unknown(args[3], "oath")
  if (state.version < 4) unknown("accounts", "oath")
  const key = openKey(Number(args[1]))
  if (args[4] === "list") list(key)
  else if (args[4] === "code" && args[5] === "--" && args.length === 7) await code(key, args[6])
  else unknown(args[4], "oath accounts")
} else unknown(args[0], "")
