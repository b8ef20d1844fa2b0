import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readPo } from '../texts.js'
import { readTextsOf } from './support/read-page.ts'

const ENTRIES = Object.values(readPo(readFileSync(join(import.meta.dirname, '../src/texts/de.po'), 'utf8')))
const GERMAN = ENTRIES.map(({ translation = '' }) => translation).join('\n')
/** Field names of a service's records, which are not translated. */
const DATA = new Set(['number'])
/** Text between the placeholders of English strings. No German string contains any of it. */
const ENGLISH = new Set(
  ENTRIES.flatMap(({ message = '' }) => message.split(/<\/?\d+\/?>|\{\w+\}|\{\w+, plural,.*\}\}/))
    .map((part) => part.trim())
    .filter((part) => /^\p{L}{3}/u.test(part) && !GERMAN.includes(part)),
)

/** Switches to German from another tab, so that everything open on the page stays open. */
export async function speakGerman(page: Page): Promise<void> {
  await page.evaluate(() =>
    dispatchEvent(new StorageEvent('storage', { key: 'bulkhead.language', newValue: 'de' })),
  )
  await page.locator('html[lang=de]').waitFor()
}

/** Returns the texts of a German page that are still in English. */
export async function findEnglish(page: Page): Promise<string[]> {
  if (ENGLISH.size < 500) throw new Error(`Only ${ENGLISH.size} English texts are known.`)
  return (await readTextsOf(page)).filter((text) => ENGLISH.has(text) && !DATA.has(text))
}
