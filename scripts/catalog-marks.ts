import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mark, TileColors } from '@bulkhead/catalog/marks'

/** Backgrounds of the tiles in the web app. */
const GROUNDS = { light: '#ffffff', dark: '#181c21' }
/**
 * Minimum contrast. WCAG 2.2, 1.4.11 requires 3 for a graphic. Dark colours on a dark background need more to be easily
 * visible.
 */
const CONTRAST = { light: 3, dark: 4 }

interface SimpleIcon {
  readonly title: string
  readonly slug?: string
  readonly hex: string
  readonly source: string
  readonly guidelines?: string
}

/**
 * Makes `packages/catalog/marks.json`: the marks that documents of the catalog name.
 *
 * @param known Marks that the file has already. Simple Icons is installed only if one is missing.
 * @throws {Error} If Simple Icons has no mark of a name.
 */
export async function catalogMarks(
  names: readonly string[],
  known: Readonly<Record<string, Mark>>,
): Promise<string> {
  const isKnown = names.every((name) => known[name] !== undefined)
  const find = isKnown ? (name: string) => known[name] as Mark : readSimpleIcons()
  const marks = names.toSorted().map((name) => {
    const { title, color, source, guidelines, path } = find(name)
    const mark: Mark = {
      ...{ title, color },
      light: getColors(color, 'light', 0.1, '#000000'),
      dark: getColors(color, 'dark', 0.2, '#ffffff'),
      source,
      ...(guidelines !== undefined && { guidelines }),
      path,
    }
    return [name, mark] as const
  })
  return `${JSON.stringify(Object.fromEntries(marks), null, 2)}\n`
}

function readSimpleIcons() {
  const folder = join(import.meta.dirname, '../node_modules/simple-icons')
  const icons: readonly SimpleIcon[] = JSON.parse(
    readFileSync(join(folder, 'data/simple-icons.json'), 'utf8'),
  )
  return (name: string): Pick<Mark, 'title' | 'color' | 'source' | 'guidelines' | 'path'> => {
    const icon = icons.find(({ slug, title }) => (slug ?? toSlug(title)) === name)
    if (icon === undefined) throw new Error(`Simple Icons has no mark ${name}. Leave x-bulkhead-mark out.`)
    const svg = readFileSync(join(folder, 'icons', `${name}.svg`), 'utf8')
    const path = / d="([^"]+)"/.exec(svg)?.[1] ?? ''
    return { ...icon, color: `#${icon.hex.toLowerCase()}`, path }
  }
}

function toSlug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Returns a tile tinted with the colour, and the colour itself, moved toward `ink` until it is visible on the tile. */
function getColors(color: string, look: 'light' | 'dark', tint: number, ink: string): TileColors {
  const ground = GROUNDS[look]
  const tile = toHex(isGrey(color) ? mix(ground, ink, tint * 0.6) : mix(ground, color, tint))
  const steps = Array.from({ length: 21 }, (_, index) => toHex(mix(color, ink, index / 20)))
  const seen = steps.find((step) => getContrast(step, tile) >= CONTRAST[look]) ?? ink
  // A grey mark has no colour of its own. If it needs a change, it becomes `ink`.
  return { tile, mark: isGrey(color) && seen !== color ? ink : seen }
}

function isGrey(color: string): boolean {
  const parts = toParts(color)
  return Math.max(...parts) - Math.min(...parts) < 16
}

function mix(from: string, to: string, share: number): number[] {
  const target = toParts(to)
  return toParts(from).map((part, index) => part + ((target[index] ?? 0) - part) * share)
}

/** Returns the contrast of two colours by WCAG 2.2. */
function getContrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [getLuminance(one), getLuminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function getLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = toParts(color).map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toParts(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
}

function toHex(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}
