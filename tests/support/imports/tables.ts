/** @file The tables (CSV) that password managers export, as each of them writes it. */
import { SECRETS, utf8 } from "./apps/shared.ts"

const GITHUB = `otpauth://totp/GitHub:alice?secret=${SECRETS.github}&issuer=GitHub`
const STEAM = `steam://${SECRETS.steam}`

const tables: Readonly<Record<string, readonly string[]>> = {
  "bitwarden-csv/export.csv": [
    "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp",
    `Work/Mail,1,login,GitHub,,,0,https://github.com,alice,pw,${GITHUB}`,
    `,,login,Example,"two\nlines, ""quoted""",,0,,bob,pw,${SECRETS.example}`,
    ",,note,Only a note,text,,0,,,,",
  ],
  "bitwarden-authenticator-csv/android.csv": [
    "folder,favorite,type,name,login_uri,login_totp",
    `,,1,GitHub,,${GITHUB},GitHub,30,6`,
    `,1,1,Game,,${STEAM},Game,30,6`,
  ],
  "bitwarden-authenticator-csv/ios.csv": [
    "folder,favorite,type,name,login_uri,login_totp",
    `,,1,Example,,otpauth://totp/?secret=${SECRETS.example}&issuer=Example`,
  ],
  "1password-csv/export.csv": [
    "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes",
    `Example,https://example.com,bob,pw,${SECRETS.example},true,false,work;mail,note`,
    `GitHub,,,,${GITHUB},false,true,,`,
  ],
  "keepassxc-csv/export.csv": [
    '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
    `"Root/Games/Old","GitHub","alice","pw","","","${GITHUB}","0","2024-01-01T00:00:00Z","2024-01-01T00:00:00Z"`,
    '"Root","No code","","","","","","0","2024-01-01T00:00:00Z","2024-01-01T00:00:00Z"',
  ],
  "lastpass-csv/export.csv": [
    "url,username,password,totp,extra,name,grouping,fav",
    `https://example.com,bob,pw,${SECRETS.example},,Example,Sea\\Deep,1`,
    'http://sn,,,,"NoteType:Server",A note,(none),0',
  ],
  "csv/apple-passwords.csv": [
    "Title,URL,Username,Password,Notes,OTPAuth",
    `GitHub,https://github.com/,alice,pw,,${GITHUB}`,
    "Plain,https://example.com/,bob,pw,,",
  ],
  "csv/browser.csv": ["name,url,username,password,note,totp", `Example,,bob,pw,,${SECRETS.example}`],
}

/** Contents by path under tests/fixtures/imports. */
export function tableFixtures(): [path: string, bytes: Uint8Array][] {
  return Object.entries(tables).map(([path, lines]) => [path, utf8(`${lines.join("\r\n")}\r\n`)])
}
