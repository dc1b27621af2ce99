/** @file What every keychain must do, whichever it is. Each implementation's test runs this suite. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { isAppError } from "../../src/core/errors.ts"
import { MAX_SECRET_BYTES, type SecretName, type SecretStore } from "../../src/core/ports/secret-store.ts"

/** An empty, open keychain, and a second way into the same one, as another process or a restart has it. */
export interface Subject {
  readonly store: SecretStore
  reopen(): Promise<SecretStore>
  close(): Promise<void> | void
}

export function describeSecretStore(title: string, make: () => Promise<Subject> | Subject): void {
  const name: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"
  const other: SecretName = "aws-key/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"

  describe(title, () => {
    let subject: Subject
    let store: SecretStore
    beforeEach(async () => {
      subject = await make()
      store = subject.store
      await store.open()
    })
    afterEach(() => subject.close())

    test("an item that was never written is null", async () => {
      expect(await store.get(name)).toBeNull()
    })

    test("what was written is read back, also by another that opens the same keychain", async () => {
      await store.set(name, '{"v":1,"secret":"JBSWY3DPEHPK3PXP"}')
      expect(await store.get(name)).toBe('{"v":1,"secret":"JBSWY3DPEHPK3PXP"}')
      const reopened = await subject.reopen()
      await reopened.open()
      expect(await reopened.get(name)).toBe('{"v":1,"secret":"JBSWY3DPEHPK3PXP"}')
    })

    test("writing again replaces", async () => {
      await store.set(name, "one")
      await store.set(name, "two")
      expect(await store.get(name)).toBe("two")
    })

    test("items of the same id and different kinds are different items", async () => {
      await store.set(name, "code")
      await store.set(other, "key")
      expect([await store.get(name), await store.get(other)]).toEqual(["code", "key"])
      await store.delete(other)
      expect([await store.get(name), await store.get(other)]).toEqual(["code", null])
    })

    test("a deleted item is null, and deleting it again is no error", async () => {
      await store.set(name, "one")
      await store.delete(name)
      expect(await store.get(name)).toBeNull()
      await store.delete(name)
    })

    test.each([
      ["quotes and backslashes", '"\\"\\\\ \' $(x) %s'],
      ["letters of many alphabets", "Zürich Ωmega 東京 😀 e\u0301"],
      ["blanks at both ends", "  x  "],
      ["the longest", "x".repeat(MAX_SECRET_BYTES)],
      ["the longest in bytes", "é".repeat(MAX_SECRET_BYTES / 2)],
    ])("keeps %s", async (_what, value) => {
      await store.set(name, value)
      const reopened = await subject.reopen()
      expect(await reopened.get(name)).toBe(value)
    })

    test.each([
      ["bytes", "x".repeat(MAX_SECRET_BYTES + 1)],
      ["letters of two bytes", "é".repeat(MAX_SECRET_BYTES / 2 + 1)],
    ])("refuses a value with one too many %s, and keeps the one before", async (_what, value) => {
      await store.set(name, "before")
      const error = await rejection(store.set(name, value))
      expect(isAppError(error, "keychain") && error.data).toEqual({
        kind: "keychain",
        problem: "too-large",
        backend: store.backend,
      })
      expect(await store.get(name)).toBe("before")
    })

    test.each([
      ["a line break", "hunter2\nhunter3"],
      ["a NUL, which would cut it short", "hunter2\0hunter3"],
      ["an escape sequence", "hunter2\u001b[2J"],
    ])("refuses %s without repeating the value", async (_what, value) => {
      const error = await rejection(store.set(name, value))
      expect(error).toBeInstanceOf(Error)
      expect(String((error as Error).stack)).not.toContain("hunter")
      expect(await store.get(name)).toBeNull()
    })

    test("forty writes and reads at once all keep their own value", async () => {
      const names = Array.from({ length: 40 }, (_, i): SecretName => `session/${i}`)
      await Promise.all(names.map((each) => store.set(each, `value of ${each}`)))
      const values = await Promise.all(names.map((each) => store.get(each)))
      expect(values).toEqual(names.map((each) => `value of ${each}`))
    })
  })
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("it succeeded"),
    (error: unknown) => error,
  )
}
