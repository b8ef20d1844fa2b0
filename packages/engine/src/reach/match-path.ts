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

export function hasHole(segment: string): boolean {
  return segment.search(HOLE) >= 0
}

/**
 * Returns whether a segment of a template matches a string. Every placeholder takes one character or more. No pattern
 * is built: a document has many segments, and a pattern with several placeholders may look at a string many times.
 */
export function matchesSegment(template: string, text: string): boolean {
  if (template === text) return true
  if (!template.includes('{')) return false
  const [before = '', ...rest] = template.split(HOLE)
  const after = rest.pop()
  if (after === undefined || !text.startsWith(before) || !text.endsWith(after)) return false
  let at = before.length + 1
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length + 1
  }
  return at <= text.length - after.length
}

export function matchesPath(template: string, path: Segments): boolean {
  return follow(template, path) === path.length
}

/**
 * Returns whether a path follows a template up to a literal segment at a place where the path had a choice.
 *
 * @param choices Whether each segment of the template that the path was made from has a placeholder.
 */
export function entersPath(template: string, path: Segments, choices: readonly boolean[]): boolean {
  let enters = false
  follow(template, path, (segment, index) => {
    enters = choices[index] === true && !hasHole(segment)
    return !enters
  })
  return enters
}

/**
 * Returns the number of segments of a template if a path has them all, else -1. It ends at the first segment that differs
 * and keeps nothing, because a document may have thousands of long templates.
 *
 * @param goesOn Called with each segment that matches.
 */
function follow(
  template: string,
  path: Segments,
  goesOn: (segment: string, index: number) => boolean = () => true,
): number {
  const query = template.indexOf('?')
  const end = query < 0 ? template.length : query
  let index = 0
  for (let from = 0; from < end; ) {
    const slash = template.indexOf('/', from)
    const to = slash < 0 || slash > end ? end : slash
    if (to > from) {
      const text = path[index]
      if (text === undefined) return -1
      const isSame = text.length === to - from && template.startsWith(text, from)
      const segment = isSame ? text : template.slice(from, to).toLowerCase()
      if (!(isSame || matchesSegment(segment, text)) || !goesOn(segment, index)) return -1
      index += 1
    }
    from = to + 1
  }
  return index
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

/** Returns the same text for templates that match the same paths. */
export function getForm(template: string): string {
  return templateSegments(template).join('/').replace(HOLE, '{}')
}

/** Returns the name of the placeholder in a segment of a template, as written. */
export function getHole(template: string, index: number): string | undefined {
  const [path = ''] = template.split('?', 1)
  const segment = path.split('/').filter((one) => one !== '')[index]
  return /\{([A-Za-z0-9_]+)\}/.exec(segment ?? '')?.[1]
}
