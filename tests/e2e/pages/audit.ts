/** @file What a machine can judge of a screen's looks. The functions given to `evaluate` run in the page. */
import type { Page } from "playwright-core"

/** Roles that a person acts on: each needs a name that can be said aloud. */
const needNames = new Set([
  "button",
  "textbox",
  "searchbox",
  "combobox",
  "checkbox",
  "radio",
  "switch",
  "slider",
  "menuitem",
  "dialog",
  "grid",
  "progressbar",
  "radiogroup",
  "menu",
  "link",
])

/**
 * Everything without a name that needs one. Names are computed as the ARIA specifications say, in the page: to ask
 * Chromium for its own tree switches its support for screen readers on and off, and Chromium 130 may crash after that.
 */
export async function withoutName(page: Page): Promise<string[]> {
  const snapshot = await page.locator("body").ariaSnapshot()
  return [...snapshot.matchAll(/^\s*- (?<role>[a-z]+)(?! ")(?=[ :]|$)/gm)]
    .map(({ groups }) => groups?.role ?? "")
    .filter((role) => needNames.has(role))
}

/** What sticks out at the left or right, and a page that scrolls sideways. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement
    const faults: string[] = []
    if (wide.scrollWidth > window.innerWidth) faults.push(`the page is ${wide.scrollWidth} px wide`)
    const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body
    for (const element of scope.querySelectorAll(
      "button, input, select, summary, h1, h2, p, kbd, [data-code]",
    )) {
      if (element.closest(".hidden-text") !== null) continue
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width < 2 || height < 2) continue
      if (left < -1 || right > window.innerWidth + 1) {
        const name = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40)
        faults.push(
          `${element.tagName.toLowerCase()} “${name}” from ${Math.round(left)} to ${Math.round(right)}`,
        )
      }
    }
    return faults
  })
}

/**
 * Texts whose contrast to what is behind them is under 4.5, or 3 where they are large (WCAG 2.2, success criterion
 * 1.4.3), opacity included; disabled controls are exempt there. What lies over a picture or a gradient is not judged.
 */
export function tooPale(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = [number, number, number, number]
    const parse = (text: string): Colour | null => {
      const numbers = (text.match(/-?[\d.]+%?/g) ?? []).map(Number)
      const [r = 0, g = 0, b = 0, a = 1] = numbers
      if (/^rgba?\(/.test(text)) return [r, g, b, a]
      if (text.startsWith("color(srgb ")) return [r * 255, g * 255, b * 255, a]
      return null
    }
    const over = (top: Colour, under: Colour): Colour => {
      const mix = (i: 0 | 1 | 2) => top[i] * top[3] + under[i] * (1 - top[3])
      return [mix(0), mix(1), mix(2), 1]
    }
    const luminance = ([r, g, b]: Colour) => {
      const linear = (value: number) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }
    /** What is painted behind an element, and how much of its text is; null when that cannot be told. */
    const behind = (element: Element): { ground: Colour; share: number } | null => {
      const layers: Colour[] = []
      let share = 1
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.backgroundImage !== "none") return null
        const colour = parse(style.backgroundColor)
        if (colour === null) return null
        layers.push(colour)
        const opacity = Number(style.opacity)
        // What fades together with a ground of its own is not told from here.
        if (opacity < 1 && layers.some(([, , , alpha]) => alpha > 0)) return null
        share *= opacity
        if (colour[3] === 1) break
        if (at.matches("dialog, [popover]")) return null
      }
      const ground = parse(getComputedStyle(document.body).backgroundColor) ?? [255, 255, 255, 1]
      return { ground: layers.reverse().reduce((under, top) => over(top, under), ground), share }
    }
    const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body
    const faults = new Set<string>()
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.trim() ?? ""
      if (element === null || text === "") continue
      if (element.closest(".hidden-text, :disabled, [aria-disabled='true']") !== null) continue
      // The place of a code that is being made.
      if (element.closest("[role='img']:not([data-code])") !== null) continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const style = getComputedStyle(element)
      const under = behind(element)
      const colour = parse(style.color)
      if (under === null || colour === null) continue
      const { ground, share } = under
      const [red, green, blue, alpha] = colour
      const [a, b] = [luminance(over([red, green, blue, alpha * share], ground)), luminance(ground)]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      const size = parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio < (isLarge ? 3 : 4.5)) faults.add(`“${text.slice(0, 40)}” ${ratio.toFixed(2)}`)
    }
    return [...faults]
  })
}

export interface Walk {
  /** What the Tab key never came to. */
  readonly unreached: readonly string[]
  /** What looks the same with and without the focus. */
  readonly unseen: readonly string[]
}

/** Presses Tab until the focus has been everywhere, and looks at each place with and without it. */
export async function walkByTab(page: Page): Promise<Walk> {
  const count = await page.evaluate(() => {
    const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body
    const all = [
      ...scope.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]"),
    ].filter(
      (element) =>
        element.tabIndex >= 0 &&
        !element.matches(":disabled") &&
        element.checkVisibility({ visibilityProperty: true }) &&
        // Of a group of radio buttons the chosen one is on the way.
        !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked),
    )
    for (const element of all) element.dataset.walk = "to come"
    return all.length
  })
  const faults: string[] = []
  let before: string | null = null
  let wasDone = false
  // Twice round: the first step may begin in the middle.
  for (let step = 0; step < 2 * count + 4; step++) {
    await page.keyboard.press("Tab")
    const { left, looks, isDone } = await page.evaluate(lookAtFocus)
    if (left !== null && before !== null && left.looks === before) faults.push(left.name)
    before = looks
    // One step further: the last place, too, is looked at without the focus.
    if (wasDone) break
    wasDone = isDone
  }
  const unreached = await page.evaluate(() => {
    const left = [...document.querySelectorAll<HTMLElement>("[data-walk]")]
    const names = left
      // A list has one place in the order, and gave it to another of its rows meanwhile.
      .filter((element) => element.dataset.walk === "to come" && element.tabIndex >= 0)
      .map(
        (element) => element.getAttribute("aria-label") ?? (element.textContent.trim() || element.outerHTML),
      )
    for (const element of left) delete element.dataset.walk
    return names.map((name) => name.slice(0, 60))
  })
  return { unreached, unseen: [...new Set(faults)] }
}

/** The look of what has the focus, and how what had it before looks without. */
function lookAtFocus(): {
  left: { name: string; looks: string } | null
  looks: string | null
  isDone: boolean
} {
  const looksOf = (element: Element) =>
    [
      element,
      element.parentElement,
      element.parentElement?.parentElement,
      element.nextElementSibling,
      // A list shows its focus at the row that is chosen.
      document.getElementById(element.getAttribute("aria-activedescendant") ?? ""),
    ]
      .filter((each) => each instanceof Element)
      .map((each) => {
        const { outline, outlineStyle, boxShadow, borderColor, backgroundColor } = getComputedStyle(each)
        return outlineStyle === "none" ? [boxShadow, borderColor, backgroundColor] : [outline, boxShadow]
      })
      .join("|")
  const here = document.activeElement
  // Where there is but one place, the focus stays.
  const last = document.querySelector<HTMLElement>("[data-walk='here']:not(:focus)")
  // A box that shows the focus of all that is in it goes on doing so while the focus stays inside.
  const ring = last?.parentElement
  const isRinged = ring?.matches(":focus-within") === true && getComputedStyle(ring).outlineStyle !== "none"
  const left =
    last === null || isRinged
      ? null
      : {
          name: (last.getAttribute("aria-label") ?? (last.textContent.trim() || last.outerHTML)).slice(0, 60),
          looks: looksOf(last),
        }
  if (last !== null) last.dataset.walk = "was here"
  const isPlace = here instanceof HTMLElement && here.dataset.walk !== undefined
  const looks = isPlace ? looksOf(here) : null
  if (isPlace) here.dataset.walk = "here"
  return { left, looks, isDone: document.querySelector("[data-walk='to come']") === null }
}

/** Rows of codes, as if in their last seconds, that leave their name no room or stick out. */
export function crowdedRows(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="row"]')].flatMap((row) => {
      const ending = row.hasAttribute("data-ending")
      row.setAttribute("data-ending", "")
      const [who, what] = [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')]
      const all = row.getBoundingClientRect()
      const left = Math.min(
        ...[...(what?.children ?? [])]
          .filter((child) => getComputedStyle(child).position !== "absolute")
          .filter((child) => child.getBoundingClientRect().width > 0)
          .map((child) => child.getBoundingClientRect().left),
      )
      const shown = [...row.querySelectorAll("[data-code]")]
        .map((code) => code.getBoundingClientRect())
        .filter(({ width }) => width > 0)
      if (!ending) row.removeAttribute("data-ending")
      const faults: string[] = []
      const room = left - (who?.getBoundingClientRect().left ?? 0)
      if (room < 140) faults.push(`the name has ${Math.round(room)} pixels`)
      if (
        shown.some(
          ({ right, bottom, left: from }) => right > all.right || bottom > all.bottom || from < all.left,
        )
      )
        faults.push("a code sticks out")
      return faults.map((fault) => `${row.innerText.slice(0, 20)}: ${fault}`)
    }),
  )
}
