import type { Page } from 'playwright-core'
import { officeCatalogues } from '../../../../web/shared/i18n/office/office-catalogues.ts'

/** The words of the office's pages, from the catalogue that they read. */
export const office = { zh: officeCatalogues['zh-CN'], en: officeCatalogues.en }

/** A screen of 1366 × 768 at 200 %: the page has half of it in each direction (WCAG 1.4.4, 1.4.10). */
export const ZOOMED = { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 }

/** How far a page runs off to the side. CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A picture for whoever wants to look, in the folder that TEST_SHOTS names. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.TEST_SHOTS) await page.screenshot({ path: `${process.env.TEST_SHOTS}/${name}.png`, fullPage: true })
}
