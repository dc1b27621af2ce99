import { Menu, app, type MenuItemConstructorOptions } from "electron"

/** Copy and paste need a menu on macOS; developer tools are there only where Keycard is developed. */
export function setMenu(): void {
  const edit: MenuItemConstructorOptions = {
    label: "Edit",
    submenu: [
      { role: "undo" },
      { role: "redo" },
      { type: "separator" },
      { role: "cut" },
      { role: "copy" },
      { role: "paste" },
      { role: "selectAll" },
    ],
  }
  const template: MenuItemConstructorOptions[] = [edit, { role: "windowMenu" }]
  if (process.platform === "darwin") template.unshift({ role: "appMenu" })
  if (!app.isPackaged) template.push({ label: "Develop", submenu: [{ role: "toggleDevTools" }] })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
