/** @file All that the page can reach: the named channels, and nothing of Electron. Runs in the sandbox. */
import { contextBridge, ipcRenderer } from "electron"
import { eventChannels, requestChannels } from "../shared/ipc/channels.ts"
import type { KeycardApi } from "./api.d.ts"

const api: KeycardApi = {
  call(name, request) {
    if (!requestChannels.includes(name)) return Promise.reject(new Error("no such channel"))
    return ipcRenderer.invoke(name, request)
  },
  on(name, listener) {
    if (!eventChannels.includes(name)) throw new Error("no such channel")
    // Electron's event object stays here: it would hand the page a sender to post with.
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(name, forward)
    return () => void ipcRenderer.off(name, forward)
  },
}

contextBridge.exposeInMainWorld("keycard", api)
