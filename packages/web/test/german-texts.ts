import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readPo } from '../texts.js'
import { readTextsOf } from './support/read-page.ts'

const ENTRIES = Object.values(readPo(readFileSync(join(import.meta.dirname, '../src/texts/de.po'), 'utf8')))
const GERMAN = ENTRIES.map(({ translation = '' }) => translation).join('\n')
/** Names of fields of a service's records, which stay what they are. */
const DATA = new Set(['number'])
/** Text between placeholders of English strings, which no German string contains. */
const ENGLISH = new Set(
  ENTRIES.flatMap(({ message = '' }) => message.split(/<\/?\d+\/?>|\{\w+\}|\{\w+, plural,.*\}\}/))
    .map((part) => part.trim())
    .filter((part) => /^\p{L}{3}/u.test(part) && !GERMAN.includes(part)),
)

/** Chooses German as another tab would: what is open on the page stays open. */
export async function speakGerman(page: Page): Promise<void> {
  await page.evaluate(() =>
    dispatchEvent(new StorageEvent('storage', { key: 'bulkhead.language', newValue: 'de' })),
  )
  await page.locator('html[lang=de]').waitFor()
}

/** Returns the texts of a German page that are English still. */
export async function findEnglish(page: Page): Promise<string[]> {
  if (ENGLISH.size < 500) throw new Error(`Only ${ENGLISH.size} English texts are known.`)
  return (await readTextsOf(page)).filter((text) => ENGLISH.has(text) && !DATA.has(text))
}
