import { planImport } from "../../../../src/core/aws/config-import/plan-import.ts"
import { readSharedText } from "../../../../src/core/aws/shared-files/read.ts"
import { emptyVault, type Vault } from "../../../../src/core/vault/schema.ts"

const ID = "AKIAIOSFODNN7EXAMPLE"
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
/** The lines of a permanent key. */
export const KEY = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`
export const ADA = "arn:aws:iam::123456789012:mfa/ada"
export const role = (name: string) => `arn:aws:iam::210987654321:role/${name}`
/** What is found in AWS's two files, as texts. */
export const plan = (config: string, credentials = "", vault: Vault = emptyVault()) =>
  planImport(readSharedText(credentials, "/c"), readSharedText(config, "/g"), vault)
