/** Segments of a path, or of a template with `{placeholders}`. */
export type Segments = readonly string[]

const HOLE = /\{[A-Za-z0-9_]+\}/g

/** Returns the segments of a template, without its query. */
export function templateSegments(template: string): Segments {
  const [path = ''] = template.split('?', 1)
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.toLowerCase())
}

/**
 * Returns the possible readings of a planned path. The first splits the path before decoding it, as the standard says.
 * The second is that of a server that decodes slashes before routing. It is left out if both are equal.
 */
export function getReadings(path: string): readonly Segments[] {
  const [ownPath = ''] = path.split('?', 1)
  const texts = ownPath
    .split('/')
    .filter((segment) => segment !== '')
    .map(plainText)
  const segments = texts.map(withoutParameters)
  const split = texts
    .flatMap((text) => text.split(/[/\\]/))
    .map(withoutParameters)
    .filter((part) => part !== '')
  return split.join('\n') === segments.join('\n') ? [segments] : [segments, split]
}

// Removes differences between routers: case and repeated decoding.
function plainText(segment: string): string {
  return decoded(decoded(segment)).normalize('NFKC').toLowerCase()
}

// Removes differences between routers: anything after a semicolon, and spaces around the segment.
function withoutParameters(segment: string): string {
  return segment.replace(/;.*$/s, '').trim()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns whether a segment of a template has a placeholder. */
export function hasHole(segment: string): boolean {
  return segment.search(HOLE) >= 0
}

/** Returns whether a segment of a template matches a string. */
export function matchesSegment(template: string, text: string): boolean {
  const [before = '', ...rest] = template.split(HOLE)
  const after = rest.at(-1)
  if (after === undefined) return template === text
  if (rest.length === 1) {
    return text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
  }
  const parts = [before, ...rest].map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('.+')}$`, 's').test(text)
}

/** Returns whether a template matches a path. */
export function matchesPath(template: Segments, path: Segments): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => matchesSegment(segment, path[index] ?? ''))
  )
}

/** Returns whether one template matches every path that the other one matches. Equal templates count. */
export function isAsGeneral(other: Segments, own: Segments): boolean {
  return (
    other.length === own.length &&
    other.every((segment, index) => {
      const mine = own[index] ?? ''
      return segment.replace(HOLE, '{}') === mine.replace(HOLE, '{}') || /^\{[a-z0-9_]+\}$/.test(segment)
    })
  )
}

/** Returns the name of the placeholder in a segment of a template, as written. */
export function getHole(template: string, index: number): string | undefined {
  const [path = ''] = template.split('?', 1)
  const segment = path.split('/').filter((one) => one !== '')[index]
  return /\{([A-Za-z0-9_]+)\}/.exec(segment ?? '')?.[1]
}
