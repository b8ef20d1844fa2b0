import type { Colors } from '#types.ts'

type Rgb = readonly [number, number, number]

const SURFACES = { light: [255, 255, 255], dark: [23, 27, 32] } as const satisfies Record<string, Rgb>
/** Minimum contrast of text, from WCAG 2.2 AA. */
const MIN_CONTRAST = 4.5
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]

/** Colors of the page, derived from the organization's color. Text has enough contrast in all of them. */
export interface Accent {
  readonly fill: string
  /** Text color on the fill. */
  readonly on: string
  /** Color of text and focus outlines, adjusted until it has enough contrast. */
  readonly ink: string
}

export function toAccent(color: string, scheme: keyof typeof SURFACES): Accent | undefined {
  const fill = readColor(color)
  if (fill === undefined) return undefined
  const surface = SURFACES[scheme]
  const away = scheme === 'light' ? BLACK : WHITE
  let ink = fill
  for (let part = 0.1; getContrast(ink, surface) < MIN_CONTRAST && part <= 1; part += 0.1) {
    ink = mix(fill, away, part)
  }
  const on = getContrast(WHITE, fill) >= getContrast(BLACK, fill) ? WHITE : BLACK
  return { fill: toText(fill), on: toText(on), ink: toText(ink) }
}

/** Sets the page's colors to those of an organization, for light and dark. */
export function applyColors({ style }: HTMLElement, colors: Colors | null): void {
  // If only one of the two colors is set, it is used for both.
  const light = toAccent(colors?.light ?? colors?.dark ?? '', 'light')
  const dark = toAccent(colors?.dark ?? colors?.light ?? '', 'dark')
  if (!light || !dark) return
  for (const part of ['fill', 'on', 'ink'] as const) {
    style.setProperty(`--accent-${part}`, `light-dark(${light[part]}, ${dark[part]})`)
  }
}

export function readColor(text: string): Rgb | undefined {
  const [, ...parts] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text) ?? []
  const [red, green, blue] = parts.map((part) => Number.parseInt(part, 16))
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue]
}

export function getContrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [getLuminance(one), getLuminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function getLuminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(one: Rgb, other: Rgb, part: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(one[index] * (1 - part) + other[index] * part)
  return [at(0), at(1), at(2)]
}

function toText(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
