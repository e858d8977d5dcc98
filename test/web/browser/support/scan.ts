import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Catalogue, catalogues, type Language } from '../../../../web/shared/i18n/catalogues.ts'

/** WCAG 2.0 to 2.2, levels A and AA, and what axe calls good practice beyond them. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface Variant {
  readonly theme: 'day' | 'night'
  readonly language: Language
}

/**
 * Both themes and both languages in two looks, because colours do not depend on words. The last is how pages begin, so
 * that a story can go on from there.
 */
export const VARIANTS: readonly Variant[] = [
  { theme: 'night', language: 'en' },
  { theme: 'day', language: 'zh-CN' },
]

/** Makes sure that the page is in the state it is said to be in; without it a scan of the wrong page passes. */
export type Claim = (page: Page, words: Catalogue) => Promise<void>

interface Scan extends Variant {
  readonly state: string
  readonly rules: number
}

const done: Scan[] = []

/** Scans that were made in this file, for the last line. */
export function scans(): readonly Scan[] {
  return done
}

/** What axe has against the page as it stands: one line per element. */
export async function violationsOf(page: Page): Promise<{ violations: string[]; rules: number }> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()
  const lines = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`),
  )
  return { violations: lines, rules: passes.length + violations.length }
}

/** Scans a page that stands in this variant already. */
export async function scanAs(page: Page, variant: Variant, state: string, claim: Claim): Promise<void> {
  await claim(page, catalogues[variant.language])
  const root = page.locator(`html[data-theme="${variant.theme}"][lang="${variant.language}"]`)
  expect(await root.count(), `${state} is in ${variant.language} by ${variant.theme}`).toBe(1)
  const { violations, rules } = await violationsOf(page)
  done.push({ ...variant, state, rules })
  expect.soft(violations, `${state}, ${variant.theme}, ${variant.language}`).toEqual([])
  // Fewer rules than this apply only to a page that has not been drawn.
  expect.soft(rules, `rules that applied to ${state}`).toBeGreaterThan(10)
}

/** Scans a state of the page in every variant; the state stays, the clothes change. */
export async function scan(page: Page, state: string, claim: Claim): Promise<void> {
  for (const variant of VARIANTS) {
    await dress(page, variant)
    await scanAs(page, variant, state, claim)
  }
}

/** Changes theme and language through the page's own switches, pressed by script because a dialog may lie over them. */
export async function dress(page: Page, { theme, language }: Variant): Promise<void> {
  const root = page.locator('html')
  if ((await root.getAttribute('lang')) !== language) {
    await page.locator('button[lang]').evaluate((button: HTMLElement) => button.click())
  }
  // Automatic lies between night and day, and looks like one of them.
  const switched = page.locator('button').filter({ hasText: /^(配色|Colours): / })
  const chosen = theme === 'day' ? /日间|Day/ : /夜间|Night/
  for (let tries = 0; tries < 2 && !chosen.test((await switched.textContent()) ?? ''); tries += 1) {
    await switched.evaluate((button: HTMLElement) => button.click())
  }
  await page.locator(`html[data-theme="${theme}"][lang="${language}"]`).waitFor()
  await page.evaluate(settle)
}

/**
 * In the page: the name of the theme stands there a frame before its colours do, and some of those fade over. A scan
 * in between finds the text of the night on the paper of the day.
 */
async function settle(): Promise<void> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
  await frame()
  await frame()
  const ends = (animation: Animation): boolean =>
    animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY
  const fading = document.getAnimations().filter(ends)
  await Promise.allSettled(fading.map(({ finished }) => finished))
}
