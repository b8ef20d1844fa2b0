import type { Page } from 'playwright-core'

/** Chooses an option of a select or combobox as a person does: opens it with a click, and types if it has a search. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const control = page.getByRole('combobox', { name: label, exact: true })
  await control.click()
  if ((await control.evaluate(({ tagName }) => tagName)) === 'INPUT') await control.fill(option)
  await page.getByRole('option', { name: option }).first().click()
}

/** Adds a filter to a list by typing a text and choosing a suggestion. */
export async function addFilter(page: Page, typed: string, suggestion: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Filters', exact: true }).fill(typed)
  await page.getByRole('option', { name: suggestion }).click()
}

/** Removes a filter with the given name. */
export async function removeFilter(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Remove the filter ${name}` }).click()
}
