/** @file The page's entry. */
import "@fontsource-variable/inter/index.css"
import "./ui/tokens.css"
import "./ui/base.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app.tsx"
import { startState } from "./state.ts"

const root = document.getElementById("root")
if (root === null) throw new Error("index.html has no #root")
startState()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
