import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CATALOG } from '@bulkhead/catalog/catalog-index'
import { getMark, toTile } from '@bulkhead/catalog/marks'

/** WCAG 2.2, 1.4.11. */
const CONTRAST = 3

test('a mark can be seen on its tile, light and dark', () => {
  for (const { slug, mark } of CATALOG) {
    const found = getMark(mark ?? undefined)
    assert.equal(found === undefined, mark === null, slug)
    for (const { tile, mark: color } of found ? [found.light, found.dark] : [])
      assert.ok(contrast(tile, color) >= CONTRAST, `${slug}: ${color} on ${tile}`)
  }
})

test('an icon is the image of its document, and contains nothing that runs', () => {
  for (const { slug, display_name, mark } of CATALOG) {
    const svg = readFileSync(new URL(`../${slug}/icon.svg`, import.meta.url), 'utf8')
    assert.equal(svg, toTile(display_name, getMark(mark ?? undefined)))
    assert.doesNotMatch(svg, /script|href|\son\w+=|url\(/i)
  }
})

test('a service without a mark has its first letter, whatever its name', () => {
  assert.match(toTile('<b>&"ö', undefined), />B<\/text>/)
  assert.doesNotMatch(toTile('<b>&"ö', undefined), /<b|&/)
  assert.match(toTile('–', undefined), />\?<\/text>/)
})

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
