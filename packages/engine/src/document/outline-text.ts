/** Members of a document that apply to all of its operations. `true` keeps the whole value. */
const KEPT: Outline = {
  ...{ openapi: true, swagger: true, info: true, servers: true, security: true },
  ...{ host: true, basePath: true, schemes: true, securityDefinitions: true },
  components: { securitySchemes: true },
}

interface Outline {
  readonly [name: string]: true | Outline
}

/**
 * Cuts an OpenAPI document down to what applies to all of its operations, without parsing the rest. This takes a
 * hundredth of the time. Returns undefined for a text that it does not understand, such as YAML in an unusual layout.
 * The rest of the document is not checked.
 */
export function outlineText(text: string): string | undefined {
  return text.startsWith('{') ? outlineJson(text, 0, KEPT)?.text : outlineYaml(text.split(/(?<=\n)/), KEPT)
}

const [QUOTE, BACKSLASH, OPENING, CLOSING] = [0x22, 0x5c, 0x7b, 0x7d]

function outlineJson(text: string, start: number, kept: Outline): { text: string; end: number } | undefined {
  const members: string[] = []
  let at = afterSpace(text, start + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const end = afterString(text, at)
    const key = text.slice(at, end)
    at = afterSpace(text, end)
    if (text[at] !== ':') return undefined
    at = afterSpace(text, at + 1)
    const wanted = kept[key.slice(1, -1)]
    const inner = typeof wanted === 'object' && text[at] === '{' ? outlineJson(text, at, wanted) : undefined
    const after = inner?.end ?? afterValue(text, at)
    if (inner !== undefined) members.push(`${key}:${inner.text}`)
    else if (wanted !== undefined) members.push(`${key}:${text.slice(at, after)}`)
    at = afterSpace(text, after)
    if (text[at] === ',') at = afterSpace(text, at + 1)
  }
  return text[at] === '}' ? { text: `{${members.join(',')}}`, end: at + 1 } : undefined
}

function afterSpace(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) <= 0x20) at += 1
  return at
}

// Descriptions are most of a document, and the search of the runtime is faster than a loop.
function afterString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end + 1
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}

function afterValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = afterString(text, at) - 1
      // With this bit, `[` is `{` and `]` is `}`.
    } else if ((code | 0x20) === OPENING) depth += 1
    else if ((code | 0x20) === CLOSING) {
      if (depth === 0) return at
      depth -= 1
    } else if (code === 0x2c && depth === 0) return at
    else continue
    if (depth === 0) return at + 1
  }
  return text.length
}

/** Key of a block mapping, and the space before it. */
const MEMBER = /^( *)(?:([\w-]+)|"([\w-]+)"|'([\w-]+)') *:(?= |\r?\n|$)/

/** Outlines the lines of a block mapping. */
function outlineYaml(lines: readonly string[], kept: Outline): string | undefined {
  const taken: string[] = []
  const indent = MEMBER.exec(lines.find((line) => MEMBER.test(line)) ?? '')?.[1]?.length ?? -1
  let wanted: true | Outline | undefined
  let inner: string[] = []
  const finish = () => {
    const outlined = typeof wanted === 'object' && inner.length > 0 ? outlineYaml(inner, wanted) : ''
    inner = []
    if (outlined !== undefined) taken.push(outlined)
    return outlined !== undefined
  }
  for (const line of lines) {
    const depth = line.search(/[^ ]/)
    // Values are indented further than their key. Only items of a list may be as far left.
    const isValue = depth > indent || (depth === indent && line.startsWith('- ', depth))
    if (isValue || /^\s*(#|$)/.test(line)) {
      if (wanted === true) taken.push(line)
      else if (wanted !== undefined) inner.push(line)
      continue
    }
    const [opening, , ...names] = MEMBER.exec(line) ?? []
    if (opening === undefined || depth !== indent) {
      const isMarker = /^---\s*$/.test(line) && wanted === undefined && taken.length === 0
      if (isMarker) continue
      return undefined
    }
    if (!finish()) return undefined
    wanted = kept[names.find((name) => name !== undefined) ?? '']
    if (wanted !== undefined) taken.push(line)
    // A value on the line of its key, such as a flow mapping, is kept whole.
    if (typeof wanted === 'object' && line.slice(opening.length).trim() !== '') wanted = true
  }
  return finish() ? taken.join('') : undefined
}
