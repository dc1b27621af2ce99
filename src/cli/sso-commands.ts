/** @file The grammar of IAM Identity Center. A part of program.ts. */
import { type Command, Option } from "commander"
import {
  ssoAdd,
  type SsoAddOptions,
  ssoList,
  ssoLogin,
  type SsoLoginOptions,
  ssoLogout,
  ssoRemove,
  ssoRoles,
  type SsoRolesOptions,
} from "./commands/sso.ts"
import type { Context } from "./context.ts"

interface Json {
  json?: boolean
}

export function addSsoCommands(program: Command, open: () => Context): void {
  const sso = program.command("sso").description("sign in to IAM Identity Center")
  sso
    .command("add")
    .description("add a place to sign in: a start URL and the region of its Identity Center")
    .argument("<name>", "what to call it here")
    .option("--start-url <url>", "as https://my-company.awsapps.com/start")
    .option("--region <region>", "where Identity Center was set up")
    .option("--from-config", "take the start URL and the region of the sso-session of that name")
    .option("--endpoint <url>", "an Identity Center of your own (https, or http on this computer)")
    .option("--json", "print JSON")
    .action((name: string, options: SsoAddOptions) => ssoAdd(open(), name, options))
  sso
    .command("list")
    .description("list the places to sign in, and until when you are signed in")
    .option("--json", "print JSON")
    .action((options: Json) => ssoList(open(), options))
  sso
    .command("remove")
    .description("sign out and forget a place to sign in")
    .argument("<name>", "its name or id")
    .action((name: string) => ssoRemove(open(), name))
  sso
    .command("login")
    .description("sign in: in the browser, which comes back by itself")
    .argument("<name>", "its name or id")
    .addOption(
      new Option("--device", "with a code, confirmed in a browser on any device").conflicts("awsCli"),
    )
    .option("--aws-cli", "with the sign-in that the AWS command line has, as long as that lasts")
    .option("--no-browser", "open no browser: print the address instead")
    .option("--json", "print JSON")
    .action((name: string, options: SsoLoginOptions) => ssoLogin(open(), name, options))
  sso
    .command("logout")
    .description("sign out, here and at AWS; credentials that were issued last to their end")
    .argument("<name>", "its name or id")
    .action((name: string) => ssoLogout(open(), name))
  sso
    .command("roles")
    .description("list the accounts and roles that are open to you")
    .argument("<name>", "the sign-in's name or id")
    .option("--search <words>", "those alone whose account or role has all of these words")
    .option("--json", "print JSON")
    .action((name: string, options: SsoRolesOptions) => ssoRoles(open(), name, options))
}
