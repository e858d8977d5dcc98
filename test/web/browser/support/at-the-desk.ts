import type { Locator, Page } from 'playwright-core'
import { zh } from './desk.ts'

/** The row of the queue that shows this address. */
export function rowOf(page: Page, address: string): Locator {
  return page.getByRole('list', { name: zh.queue.title }).getByRole('listitem').filter({ hasText: address })
}

/** Goes on duty as an operator does: click, listen, confirm. Resolves when the server holds the seat. */
export async function goOnDuty(page: Page): Promise<void> {
  await page.locator('[data-health="live"]').waitFor()
  await page.getByRole('button', { name: zh.duty.goOn, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: zh.duty.heard }).click()
  await page.locator('[data-duty="on"]').waitFor()
}
