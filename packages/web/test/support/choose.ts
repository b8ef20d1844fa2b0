import type { Page } from 'playwright-core'

/** Chooses an option of a select or combobox, as a person does: opened by a click, found by typing where one can type. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const control = page.getByRole('combobox', { name: label, exact: true })
  await control.click()
  if ((await control.evaluate(({ tagName }) => tagName)) === 'INPUT') await control.fill(option)
  await page.getByRole('option', { name: option }).first().click()
}
