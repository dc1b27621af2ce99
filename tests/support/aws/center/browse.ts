/** What a person with a browser does: opens the page, follows Allow or Deny, and is led back. @returns the last page */
export async function browse(url: string, answer: "allow" | "deny" = "allow"): Promise<string> {
  const page = await fetch(url)
  const html = await page.text()
  if (!page.ok) throw new Error(`The page was refused: ${html}`)
  const href = new RegExp(`href="([^"]+answer=${answer})"`).exec(html)?.[1]
  if (href === undefined) throw new Error("The page does not ask anything.")
  const answered = await fetch(new URL(href.replaceAll("&amp;", "&"), url))
  return answered.text()
}
