/** @file Puts items into the system's keychain: `[account, value]` as JSON, one a line, on stdin. A process of its own,
 *  because the keychain is found by the environment in which a process starts. Says after each how many there are. */
import { createInterface } from "node:readline"
import keytar from "keytar"

let count = 0
for await (const line of createInterface({ input: process.stdin })) {
  const [account, value] = JSON.parse(line)
  await keytar.setPassword("Keycard", account, value)
  process.stdout.write(`${++count}\n`)
}
