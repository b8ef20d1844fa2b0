import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import MarkdownIt from 'markdown-it'

/**
 * Section of a page in the search index.
 *
 * @typedef {{ id: string, page: string, heading: string, text: string }} Section
 * @typedef {import('markdown-it').Token} Token
 */

const ROOMS = /** @type {const} */ ({
  tutorials: 'Tutorials',
  guides: 'Guides',
  reference: 'Reference',
  concepts: 'Concepts',
})
/** Pages outside of `docs/` that the site includes: path of the file → path of the page. */
const FURTHER = {
  'packages/sdk/README.md': 'reference/sdk',
  'SECURITY.md': 'concepts/report-a-vulnerability',
}
/** Pages with hundreds of table rows. The search covers only their headings. */
const LONG = /^reference\/(catalog|http|sdk)\//

/** Page for a URL that has no page. The server sends it with status 404. */
const NOT_FOUND = {
  path: 'not-found',
  title: 'No such page',
  body: '<h1>No such page</h1><p>The documentation has no page at this address. Search for it, or begin at <a href="/docs">the first page</a>.</p>',
  headings: [],
}

/**
 * Renders all pages.
 *
 * @param {string} root Root of the repository.
 * @returns {Record<string, string>} HTML pages and the search index, by path below `/docs/`.
 */
export function renderSite(root) {
  const files = globSync('docs/**/*.md', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  const paths = new Map([
    ...files.map((file) => /** @type {const} */ ([file, toPath(file)])),
    ...globSync('packages/catalog/*/README.md', { cwd: root }).map(
      (file) => /** @type {const} */ ([file, `reference/catalog/${file.split('/')[2]}-credentials`]),
    ),
    ...Object.entries(FURTHER),
  ])
  const pages = [...paths]
    .filter(([file]) => existsSync(join(root, file)))
    .map(([file, path]) => ({
      path,
      ...renderPage(readFileSync(join(root, file), 'utf8'), file, path, paths, root),
    }))
    .sort((a, b) => a.path.localeCompare(b.path))
  const titles = new Map(pages.map(({ path, title }) => [path, title]))
  return {
    ...Object.fromEntries(pages.map((page) => [`${page.path}.html`, toHtml(page, titles)])),
    'not-found.html': toHtml(NOT_FOUND, titles),
    'search.json': JSON.stringify(pages.flatMap(({ sections }) => sections)),
  }
}

/** @param {string} file */
function toPath(file) {
  return file.slice('docs/'.length, -'.md'.length).replace(/(^|\/)README$/, '$1index')
}

/** @param {string} path */
function toUrl(path) {
  return `/docs/${path}`.replace(/\/?index$/, '') || '/docs'
}

/**
 * @param {string} markdown
 * @param {string} file
 * @param {string} path
 * @param {ReadonlyMap<string, string>} paths
 * @param {string} root
 */
function renderPage(markdown, file, path, paths, root) {
  const md = new MarkdownIt({ html: true })
  const tokens = md.parse(markdown, {})
  /** @type {Section[]} */
  const sections = []
  /** @type {{ level: number, id: string, text: string }[]} */
  const headings = []
  /** @type {Set<string>} */
  const used = new Set()
  let title = path
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const text = toText(tokens[at + 1])
      const id = toAnchor(text, used)
      const level = Number(token.tag.slice(1))
      token.attrSet('id', id)
      if (level === 1) title = text
      else headings.push({ level, id, text })
      sections.push({
        id: `${toUrl(path)}${level === 1 ? '' : `#${id}`}`,
        page: title,
        heading: text,
        text: '',
      })
    } else if (['inline', 'fence', 'code_block'].includes(token.type) && !LONG.test(path)) {
      const last = sections.at(-1)
      if (last !== undefined && tokens[at - 1]?.type !== 'heading_open') last.text += ` ${toText(token)}`
    }
    for (const part of [token, ...(token.children ?? [])]) {
      for (const name of ['href', 'src']) {
        const value = part.attrGet(name)
        if (value === null) continue
        const to = toLink(String(value), file, paths, root)
        if (to === undefined) part.attrs = (part.attrs ?? []).filter(([attribute]) => attribute !== name)
        else part.attrSet(name, to)
      }
      if (part.type === 'html_block' || part.type === 'html_inline') {
        part.content = part.content
          .replace(/<!--[\s\S]*?-->/g, '')
          .replace(
            /(src|srcset|href)="([^"]+)"/g,
            (_, name, value) => `${name}="${toLink(value, file, paths, root) ?? '#'}"`,
          )
      }
    }
  }
  md.renderer.rules.table_open = () =>
    '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>'
  md.renderer.rules.table_close = () => '</table></div>'
  // An empty header cell names no column, so it becomes a data cell.
  md.renderer.rules.th_open = (all, at) =>
    toText(all[at + 1]) === ''
      ? '<td>'
      : `<th scope="col"${md.renderer.renderAttrs(/** @type {Token} */ (all[at]))}>`
  md.renderer.rules.th_close = (all, at) => (toText(all[at - 1]) === '' ? '</td>' : '</th>')
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (all, at, options, env, self) =>
    (fence?.(all, at, options, env, self) ?? '').replace('<pre>', '<pre tabindex="0">')
  md.renderer.rules.code_block = (all, at) =>
    `<pre tabindex="0"><code>${md.utils.escapeHtml(all[at]?.content ?? '')}</code></pre>`
  return { title, sections, headings, body: withoutStyles(md.renderer.render(tokens, md.options, {})) }
}

/**
 * Returns the target of a Markdown link on this site. Undefined if the link leads to a file that is not a page, because
 * the server has no copy of it.
 *
 * @param {string} link
 * @param {string} file
 * @param {ReadonlyMap<string, string>} paths
 * @param {string} root
 * @returns {string | undefined}
 */
function toLink(link, file, paths, root) {
  if (/^([a-z]+:|#|\/)/.test(link)) return link
  const [path = '', anchor] = link.split('#')
  const target = posix.normalize(posix.join(dirname(file), path))
  const place = anchor === undefined ? '' : `#${anchor}`
  const page = paths.get(target)
  if (page !== undefined) return toUrl(page) + place
  const icon = /^packages\/catalog\/([^/]+)\/icon\.svg$/.exec(target)
  if (icon !== null) return `/icons/${icon[1]}.svg`
  if (target === 'openapi.json') return '/openapi.json'
  if (target.startsWith('docs/') && existsSync(join(root, target)))
    return `/docs/${target.slice('docs/'.length)}`
  return undefined
}

/**
 * Replaces inline styles by classes, because the content security policy of the pages forbids them.
 *
 * @param {string} html
 */
function withoutStyles(html) {
  return html.replace(/ style="text-align:(\w+)"/g, ' class="$1"')
}

/** @param {Token | undefined} token */
function toText(token) {
  if (token === undefined) return ''
  if (token.children === null) return token.content.trim()
  return token.children
    .filter(({ type }) => type === 'text' || type === 'code_inline' || type === 'softbreak')
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')
    .trim()
}

/**
 * Returns the anchor that GitHub gives a heading, so that links of the pages work in both places.
 *
 * @param {string} text
 * @param {Set<string>} used
 */
function toAnchor(text, used) {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
  let anchor = slug
  for (let more = 1; used.has(anchor); more += 1) anchor = `${slug}-${more}`
  used.add(anchor)
  return anchor
}

/**
 * @param {{ path: string, title: string, body: string, headings: readonly { level: number, id: string, text: string }[] }} page
 * @param {ReadonlyMap<string, string>} titles
 */
function toHtml({ path, title, body, headings }, titles) {
  const { escapeHtml } = new MarkdownIt().utils
  const link = (/** @type {string} */ to, /** @type {string} */ text) =>
    `<li><a href="${toUrl(to)}"${to === path ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`
  const folder = /^reference\/(catalog|cli|http|sdk)(\/|$)/.exec(path)?.[1]
  const rooms = Object.entries(ROOMS).map(([room, name]) => {
    const inside = [...titles].filter(([to]) => to.startsWith(`${room}/`) && to.split('/').length === 2)
    const more = (/** @type {string} */ to) =>
      folder !== undefined && to === `reference/${folder}`
        ? `<li><ul>${[...titles]
            .filter(([other]) => other.startsWith(`${to}/`) && !other.endsWith('-credentials'))
            .map(([other, text]) => link(other, text.replace(/^bulkhead /, '')))
            .join('')}</ul></li>`
        : ''
    return `<h2>${name}</h2><ul>${inside.map(([to, text]) => link(to, text) + more(to)).join('')}</ul>`
  })
  const contents = headings
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Bulkhead</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs/docs.css">
<script type="module" src="/docs/docs.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<a class="home" href="/docs">Bulkhead <span>Documentation</span></a>
<form role="search" action="/docs" hidden>
<input type="search" name="q" placeholder="Search" aria-label="Search the documentation" autocomplete="off" aria-controls="results">
<div id="results" role="status" hidden></div>
</form>
<a class="app" href="/">Web app</a>
</header>
<div class="frame">
<nav aria-label="Documentation"><details><summary>Pages</summary><div>${rooms.join('\n')}</div></details></nav>
<main id="content" tabindex="-1">
${body}
</main>
${contents.length > 1 ? `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${contents.join('')}</ul></nav>` : ''}
</div>
</body>
</html>
`
}
