import marks from '../marks.json' with { type: 'json' }

/** Colours of a tile's background and of its mark or letter. Their contrast is at least 3:1. */
export interface TileColors {
  readonly tile: string
  readonly mark: string
}

/** The mark of a service: one path in a box of 24 by 24. */
export interface Mark {
  readonly title: string
  /** The colour of the brand. */
  readonly color: string
  readonly light: TileColors
  readonly dark: TileColors
  /** Page where the brand shows its mark, and the brand's guidelines for its use. */
  readonly source: string
  readonly guidelines?: string
  readonly path: string
}

/** Marks by the names that documents use. `npm run generate` copies those marks from Simple Icons (CC0). */
const MARKS: ReadonlyMap<string, Mark> = new Map(Object.entries<Mark>(marks))

/** Colours of a tile that shows the first letter of a name, because there is no mark. */
const NEUTRAL = {
  light: { tile: '#eceff3', mark: '#515b67' },
  dark: { tile: '#262c34', mark: '#a3adb9' },
}

/** Returns the mark of this name, if there is one. */
export function getMark(name: string | undefined): Mark | undefined {
  return name === undefined ? undefined : MARKS.get(name)
}

/**
 * Draws the tile of a service as SVG: its mark, or the first letter of its name. The tile follows the reader's light or
 * dark mode.
 */
export function toTile(service: string, mark: Mark | undefined): string {
  const { light, dark } = mark ?? NEUTRAL
  const letter = /[\p{L}\p{N}]/u.exec(service)?.[0].toUpperCase() ?? '?'
  const shape = mark
    ? `<path class="mark" transform="translate(4.8 4.8) scale(0.6)" d="${mark.path}"/>`
    : `<text class="mark" x="12" y="16.3" text-anchor="middle" font-family="system-ui, sans-serif" font-size="12" font-weight="600">${letter}</text>`
  const colors = ({ tile, mark: of }: TileColors) => `.tile{fill:${tile}}.mark{fill:${of}}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" role="img">
  <title>${service.replace(/[<&]/g, '')}</title>
  <style>${colors(light)}@media (prefers-color-scheme:dark){${colors(dark)}}</style>
  <rect class="tile" width="24" height="24" rx="5.5"/>
  ${shape}
</svg>
`
}
