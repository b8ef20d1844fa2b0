import { EVENTS } from '@bulkhead/contract/webhooks'
import { markdownTable } from 'markdown-table'

const MARKED = /<!-- events -->\n(\n\|[\s\S]*?\n(?=\n))?/

/** Returns the page about webhooks with the table of events from the contract. */
export function withEventTable(page: string): string {
  const rows = Object.entries(EVENTS).map(([type, when]) => [`\`${type}\``, when])
  return page.replace(MARKED, `<!-- events -->\n\n${markdownTable([['Type', 'When'], ...rows])}\n`)
}
