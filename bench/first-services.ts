import { registerHooks } from 'node:module'

// Loaded before a server, so that its catalog has the first fifteen services alone.
const MODULE = 'catalog/src/catalog-index.ts'
const [OWN, INSTEAD] = [
  'CatalogEntry[] = index',
  'CatalogEntry[] = index.filter(({ slug }) => FIRST.has(slug))',
]
const FIRST = [
  ...['airtable', 'asana', 'github', 'gitlab', 'gmail', 'google-drive', 'hubspot', 'intercom'],
  ...['jira', 'linear', 'notion', 'salesforce', 'slack', 'stripe', 'zendesk-support'],
]

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(MODULE)) return loaded
    const source = String(loaded.source)
    if (!source.includes(OWN)) throw new Error(`${MODULE} does not have: ${OWN}`)
    return {
      ...loaded,
      source: `const FIRST = new Set(${JSON.stringify(FIRST)})\n${source.replace(OWN, INSTEAD)}`,
    }
  },
})
