/** @file Run by tests as a process of its own: works on the key `wire` of a folder, and is killed before the effect of
 *  the given number. */
import { openCareFolder } from "./care-folder.ts"
import type { CareAction } from "./care-folder.ts"

const [action = "", folder = "", killAt = "0"] = process.argv.slice(2)

let effects = 0
let armed = false
const { care } = await openCareFolder(folder, () => {
  if (!armed) return
  effects += 1
  if (effects === Number(killAt)) process.kill(process.pid, "SIGKILL")
})
armed = true
await care[action as CareAction]("wire")
process.stdout.write(`effects ${effects}\n`)
