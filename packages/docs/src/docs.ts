import MiniSearch from 'minisearch'

interface Section {
  readonly id: string
  readonly page: string
  readonly heading: string
  readonly text: string
}

const MOST_RESULTS = 12

const form = document.querySelector<HTMLFormElement>('form[role=search]')
const input = form?.querySelector('input')
const results = document.querySelector<HTMLElement>('#results')
if (form && input && results) startSearch(form, input, results)
openPagesWhereWide()

/** Starts the search. The search index is loaded from this server when the search is first used. */
function startSearch(form: HTMLFormElement, input: HTMLInputElement, results: HTMLElement): void {
  form.hidden = false
  let loading: Promise<MiniSearch<Section> | undefined> | undefined
  /** Returns undefined if the search index cannot be loaded. The next call tries again. */
  const load = () => {
    loading ??= loadIndex().catch(() => {
      loading = undefined
      return undefined
    })
    return loading
  }
  const show = async () => {
    const query = input.value.trim()
    if (query === '') {
      results.hidden = true
      return
    }
    const index = await load()
    if (query !== input.value.trim()) return
    results.replaceChildren(toResults(index, query))
    results.hidden = false
  }
  input.addEventListener('focus', () => void load())
  input.addEventListener('input', () => void show())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    results.querySelector('a')?.click()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      input.value = ''
      results.hidden = true
      input.focus()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const stops = [input, ...results.querySelectorAll('a')]
      const at = stops.indexOf(document.activeElement as HTMLInputElement)
      stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
      event.preventDefault()
    }
  })
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, textarea')
    if (event.key === '/' && !isTyping) {
      event.preventDefault()
      input.focus()
    }
  })
  const asked = new URLSearchParams(location.search).get('q')
  if (asked !== null) {
    input.value = asked
    void show()
  }
}

async function loadIndex(): Promise<MiniSearch<Section>> {
  const response = await fetch('/docs/search.json')
  if (!response.ok) throw new Error(`The server responded with ${response.status}.`)
  const index = new MiniSearch<Section>({
    fields: ['heading', 'page', 'text'],
    storeFields: ['id', 'page', 'heading'],
    searchOptions: {
      boost: { heading: 4, page: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
  })
  index.addAll((await response.json()) as Section[])
  return index
}

function toResults(index: MiniSearch<Section> | undefined, query: string): HTMLElement {
  if (index === undefined) {
    return toText('p', 'The search could not be loaded. Type again to retry.')
  }
  const found = index.search(query).slice(0, MOST_RESULTS)
  if (found.length === 0) return toText('p', `Nothing has “${query}”.`)
  return toList(found as unknown as Section[])
}

function toList(sections: readonly Section[]): HTMLElement {
  const list = document.createElement('ul')
  for (const { id, page, heading } of sections) {
    const link = document.createElement('a')
    link.href = id
    link.append(toText('strong', heading), toText('span', heading === page ? '' : page))
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  return list
}

function toText(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

/** Opens the list of pages on wide screens. On phones it stays folded. */
function openPagesWhereWide(): void {
  const pages = document.querySelector('details')
  const wide = matchMedia('(width >= 60rem)')
  const follow = () => pages?.toggleAttribute('open', wide.matches)
  follow()
  wide.addEventListener('change', follow)
}
