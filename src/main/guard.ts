/** @file Imported first of all: what must be settled before any other code of ours runs. */
import { app } from "electron"
import { foreignSwitches } from "./argv.ts"

// TLS is verified whatever the environment says.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

if (app.isPackaged && foreignSwitches(process.argv.slice(1), process.platform).length > 0) app.exit(3)
