import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { describeSecretStore } from "./secret-store.ts"

describeSecretStore("the keychain in memory that other tests use", () => {
  const store = new InMemorySecretStore()
  return { store, reopen: () => Promise.resolve(store), close: () => undefined }
})
