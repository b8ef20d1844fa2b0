import type { Page } from 'playwright-core'

/** Chooses an option of a select or combobox, as a person does: opened by a click, found by typing where one can type. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const control = page.getByRole('combobox', { name: label, exact: true })
  await control.click()
  if ((await control.evaluate(({ tagName }) => tagName)) === 'INPUT') await control.fill(option)
  await page.getByRole('option', { name: option }).first().click()
}

/** Narrows a list by what is typed and the suggestion that is meant by it. */
export async function addFilter(page: Page, typed: string, suggestion: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Filters', exact: true }).fill(typed)
  await page.getByRole('option', { name: suggestion }).click()
}

/** Takes away a filter, by what it is called. */
export async function removeFilter(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Remove the filter ${name}` }).click()
}
