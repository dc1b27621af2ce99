// What is under `keycard credential-process` beside a running Keycard: Node, a socket, one line each way, and nothing
// looked at or checked.
const { writeSync } = require("node:fs")
const { connect } = require("node:net")

const [, , path, request] = process.argv
let text = ""
connect(path)
  .setEncoding("utf8")
  .on("data", (chunk) => {
    text += chunk
    if (!text.endsWith("\n")) return
    writeSync(1, text)
    process.exit(0)
  })
  .write(`${request}\n`)
