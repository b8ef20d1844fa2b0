export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range'
      readonly pipeline: Pipeline
      /** Variable names of `range $key, $value :=`. */
      readonly variables: readonly string[]
      readonly body: readonly Node[]
      readonly otherwise: readonly Node[]
    }

/** Commands of a pipeline. Each receives the result of the previous one as its last argument. */
export type Pipeline = readonly (readonly Term[])[]

/** Word of a command: a quoted string, a number, a path or the name of a function. */
export type Term =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'path'; readonly start: '.' | `$${string}`; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'group'; readonly pipeline: Pipeline }

const ACTION = /\{\{(- )?\s*(\/\*[\s\S]*?\*\/|(?:"(?:[^"\\]|\\.)*"|[^"}]|\}(?!\}))*?)\s*( -)?\}\}/g
const WORD = /\s*("(?:[^"\\]|\\.)*"|[()|]|:=|[^\s()|",]+|,)/gy

/**
 * Parses the part of Go's template language that the chart uses: `if`, `with`, `range`, `else`, `define` and pipelines.
 *
 * @param defined Receives the templates that the source defines.
 * @throws Error that quotes an unknown construct.
 */
export function parseTemplate(text: string, defined: Map<string, readonly Node[]>): readonly Node[] {
  const tokens = split(text)
  let at = 0
  const parseUntil = (ends: readonly string[]): { nodes: Node[]; end: string } => {
    const nodes: Node[] = []
    while (at < tokens.length) {
      const token = tokens[at++] as Token
      if (!token.isAction) {
        if (token.text !== '') nodes.push({ kind: 'text', text: token.text })
        continue
      }
      const [word = '', ...rest] = token.text.split(/\s+/)
      if (token.text.startsWith('/*')) continue
      if (ends.includes(word)) return { nodes, end: token.text }
      if (word === 'define') {
        defined.set(JSON.parse(rest.join(' ')), parseUntil(['end']).nodes)
      } else if (word === 'if' || word === 'with' || word === 'range') {
        nodes.push(parseBlock(word, rest.join(' ')))
      } else nodes.push({ kind: 'pipeline', pipeline: parsePipeline(token.text) })
    }
    if (ends.length > 0) throw new Error(`A block has no end: ${text.slice(0, 80)}`)
    return { nodes, end: '' }
  }
  const parseBlock = (kind: 'if' | 'with' | 'range', given: string): Node => {
    const [, names, pipeline = given] = /^((?:\$\w+,?\s*)+):=\s*(.*)$/s.exec(given) ?? []
    const variables = names?.split(',').map((name) => name.trim()) ?? []
    const { nodes: body, end } = parseUntil(['end', 'else'])
    const [, kindOfElse, rest = ''] = /^else(?:\s+(if|with)\s+(.*))?$/s.exec(end) ?? []
    const otherwise =
      end === 'end'
        ? []
        : kindOfElse === undefined
          ? parseUntil(['end']).nodes
          : [parseBlock(kindOfElse as 'if' | 'with', rest)]
    return { kind, pipeline: parsePipeline(pipeline), variables, body, otherwise }
  }
  return parseUntil([]).nodes
}

interface Token {
  readonly isAction: boolean
  readonly text: string
}

/** Splits a template into literal parts and parts in braces. A dash at a brace trims the white space next to it. */
function split(text: string): readonly Token[] {
  const tokens: Token[] = []
  let from = 0
  let isTrimmed = false
  const copy = (piece: string, trimEnd: boolean) => {
    const start = isTrimmed ? piece.trimStart() : piece
    tokens.push({ isAction: false, text: trimEnd ? start.trimEnd() : start })
  }
  for (const match of text.matchAll(ACTION)) {
    copy(text.slice(from, match.index), match[1] !== undefined)
    tokens.push({ isAction: true, text: match[2] ?? '' })
    isTrimmed = match[3] !== undefined
    from = match.index + match[0].length
  }
  copy(text.slice(from), false)
  return tokens
}

function parsePipeline(text: string): Pipeline {
  const words: string[] = []
  WORD.lastIndex = 0
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) words.push(match[1] as string)
  let at = 0
  const parse = (): Pipeline => {
    const commands: Term[][] = [[]]
    while (at < words.length && words[at] !== ')') {
      const word = words[at++] as string
      if (word === '|') commands.push([])
      else if (word === '(') {
        commands.at(-1)?.push({ kind: 'group', pipeline: parse() })
        at++
      } else commands.at(-1)?.push(toTerm(word))
    }
    return commands
  }
  return parse()
}

function toTerm(word: string): Term {
  if (word.startsWith('"')) return { kind: 'literal', value: JSON.parse(word) }
  if (/^-?\d+$/.test(word)) return { kind: 'literal', value: Number(word) }
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
  const [, start, rest = ''] = /^(\.|\$\w*\.?)((?:\w+)(?:\.\w+)*)?$/.exec(word) ?? []
  if (start !== undefined) {
    const from = start === '.' ? '.' : (start.replace(/\.$/, '') as `$${string}`)
    return { kind: 'path', start: from, names: rest === '' ? [] : rest.split('.') }
  }
  if (/^\w+$/.test(word)) return { kind: 'function', name: word }
  throw new Error(`What this is in a template is not known: ${word}`)
}
