/** Segments of a path, or of a template with `{placeholders}`. */
export type Segments = readonly string[]

const HOLE = /\{[A-Za-z0-9_]+\}/g

/** Segments of a template. The query that a template may have is no part of them. */
export function templateSegments(template: string): Segments {
  const [path = ''] = template.split('?', 1)
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.toLowerCase())
}

/**
 * Readings of a planned path. The first is the standard's. The second is that of a server that decodes a slash before
 * it routes, and is left out where both are equal.
 */
export function getReadings(path: string): readonly Segments[] {
  const [ownPath = ''] = path.split('?', 1)
  const segments = ownPath
    .split('/')
    .filter((segment) => segment !== '')
    .map(plainSegment)
  const decoded = segments.flatMap((segment) => segment.split(/[/\\]/).filter((part) => part !== ''))
  return decoded.join('\n') === segments.join('\n') ? [segments] : [segments, decoded]
}

// Routers differ in case, in spaces at an end, in what follows a semicolon, and in how often they decode.
function plainSegment(segment: string): string {
  const text = decoded(decoded(segment)).normalize('NFKC').toLowerCase().trim()
  return text.replace(/;.*$/s, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether a segment of a template has a placeholder. */
export function hasHole(segment: string): boolean {
  return segment.search(HOLE) >= 0
}

/** Whether a segment of a template stands for a text. */
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

/** Whether a template stands for a path. */
export function matchesPath(template: Segments, path: Segments): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => matchesSegment(segment, path[index] ?? ''))
  )
}

/** Whether everything that one template stands for is also stood for by another one, which may be equal. */
export function isAsGeneral(other: Segments, own: Segments): boolean {
  return (
    other.length === own.length &&
    other.every((segment, index) => {
      const mine = own[index] ?? ''
      return segment.replace(HOLE, '{}') === mine.replace(HOLE, '{}') || /^\{[a-z0-9_]+\}$/.test(segment)
    })
  )
}

/** Name of the placeholder in a segment of a template as it is written. */
export function getHole(template: string, index: number): string | undefined {
  const [path = ''] = template.split('?', 1)
  const segment = path.split('/').filter((one) => one !== '')[index]
  return /\{([A-Za-z0-9_]+)\}/.exec(segment ?? '')?.[1]
}
