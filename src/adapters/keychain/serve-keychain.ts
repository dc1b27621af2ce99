import { deriveKeyHere } from "./derive-key.ts"
import { isRequest, type HelperAnswer, type HelperRequest } from "./helper-messages.ts"
import { keychainProblem, textOf } from "./keychain-problem.ts"
import { loadKeytar } from "./load-keytar.ts"

/** Answers one message of the owner; `null` for what is no question. Never throws, never says what the system said. */
export async function answerKeychain(message: unknown): Promise<HelperAnswer | null> {
  if (!isRequest(message)) return null
  const { id } = message
  try {
    return { id, ok: true, value: await perform(message) }
  } catch (error) {
    return { id, ok: false, problem: keychainProblem(textOf(error), process.platform) }
  }
}

async function perform(request: HelperRequest): Promise<string | boolean | null> {
  if (request.op === "derive") {
    const key = await deriveKeyHere(
      Buffer.from(request.passphrase, "base64"),
      Buffer.from(request.salt, "base64"),
      request.parameters,
    )
    return Buffer.from(key).toString("base64")
  }
  const keytar = await loadKeytar()
  switch (request.op) {
    case "get":
      return keytar.getPassword(request.service, request.account)
    case "delete":
      return keytar.deletePassword(request.service, request.account)
    case "set":
      await keytar.setPassword(request.service, request.account, request.value)
      return null
  }
}
