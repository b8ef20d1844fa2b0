import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const pages = globSync(
  ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'packages/catalog/*/*.md', 'examples/*/*.md'],
  {
    cwd: root,
    exclude: (path) => path.includes('node_modules'),
  },
).sort()

/** Anchors of the headings of a page, as GitHub makes them. */
function getAnchors(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(markdown).matchAll(/^#{1,6} +(.*)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    let anchor = slug
    for (let more = 1; anchors.has(anchor); more += 1) anchor = `${slug}-${more}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(```+)[^\n]*\n[\s\S]*?^\1$/gm, '')
}

/** Links to files of the repository, and to places in them. */
function getLinks(markdown: string): string[] {
  const text = withoutCode(markdown).replace(/`[^`\n]*`/g, '``')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)]
  return links.map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
}

test('links of the documentation lead somewhere, places in pages too', () => {
  const dead: string[] = []
  let count = 0
  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8')
    for (const link of getLinks(text)) {
      count += 1
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? join(root, page) : resolve(root, dirname(page), path)
      if (!existsSync(target)) dead.push(`${page}: ${link}`)
      else if (anchor !== undefined && target.endsWith('.md') && statSync(target).isFile()) {
        if (!getAnchors(readFileSync(target, 'utf8')).has(anchor)) dead.push(`${page}: ${link}`)
      }
    }
  }
  assert.ok(count > 200, `only ${count} links were found`)
  assert.deepEqual(dead, [])
})

test('docs/README.md lists every page but those of one service or one command', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8')
  const listed = new Set(
    getLinks(index).map((link) => relative(root, resolve(root, 'docs', link.split('#')[0] ?? ''))),
  )
  const missing = globSync('docs/{tutorials,guides,reference,concepts,contributing}/*.md', {
    cwd: root,
  }).filter((page) => !listed.has(page))
  assert.deepEqual(missing, [])
})
