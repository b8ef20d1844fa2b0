import { parseSync } from 'vite'

/** Attributes whose value a person reads or hears. */
const READ = new Set(
  'action alt aria-description aria-label aria-roledescription description detail empty heading help label lead name note placeholder summary text title what'.split(
    ' ',
  ),
)
/** Members of objects whose value a person reads, such as labels of options. */
const MEMBERS = new Set('description detail header help hint label lead summary text title'.split(' '))
/** Names, and other texts that are the same in every language. */
const NAMES =
  /^(Bulkhead|ChatGPT|Claude|Claude Code|Claude Desktop|CLI|Codex|CSV|curl|Cursor|Gemini CLI|HTTP.*|JavaScript|JSON|MCP|p95|TypeScript|VS Code|https?:.*)$/

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

/**
 * Returns the texts of a module that exist only in English, as `line: text`. A text is what a person reads: text
 * between tags, and a literal in a visible attribute or member. Literals without a word, such as `issues.list` and
 * `200`, are not texts.
 */
export function findTextLiterals(code: string, file: string): string[] {
  const found: string[] = []
  const note = (node: Node, text: string) => {
    const words = text.trim().replaceAll(/\s+/g, ' ')
    if (/\p{L}{2}/u.test(words) && !NAMES.test(words))
      found.push(`${code.slice(0, node.start).split('\n').length}: ${words}`)
  }
  const visit = (node: Node, isRead: boolean) => {
    switch (node.type) {
      case 'JSXElement':
        // The content of these elements is a translated message. Their attributes are checked like any others.
        if (isMacro(node)) return visitAttributes(node)
        break
      case 'JSXText':
        note(node, String(node.value))
        return
      case 'TaggedTemplateExpression':
        if (/^(t|msg)$/.test(String((node.tag as Node).name))) return
        break
      case 'CallExpression':
        // An argument of a call is a translated message or not a text.
        return visitAll(node, false)
      case 'JSXAttribute': {
        const { name } = node.name as { name: unknown }
        const isShown = READ.has(String(name))
        if (node.value !== null) visit(node.value as Node, isShown)
        return
      }
      case 'Property':
        visit(node.value as Node, MEMBERS.has(String((node.key as Node).name)))
        return
      case 'JSXExpressionContainer':
        visit(node.expression as Node, isRead)
        return
      case 'ConditionalExpression':
        visit(node.test as Node, false)
        visit(node.consequent as Node, isRead)
        visit(node.alternate as Node, isRead)
        return
      case 'LogicalExpression':
        visit(node.left as Node, isRead && node.operator !== '&&')
        visit(node.right as Node, isRead)
        return
      case 'TemplateLiteral': {
        const text = (node.quasis as { value: { cooked: string } }[])
          .map(({ value }) => value.cooked)
          .join(' ')
        // A text has at least a word and a space. `{a}.{b}` and paths have none.
        if (isRead && /\p{L}{2,}\s|\s\p{L}{2,}/u.test(text)) note(node, text)
        return visitAll(node, false)
      }
      case 'Literal':
        if (isRead && typeof node.value === 'string' && isSaid(node.value)) note(node, node.value)
        return
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        visit(node.expression as Node, isRead)
        return
      default:
    }
    visitAll(node, false)
  }
  const visitAttributes = (node: Node) => {
    for (const attribute of (node.openingElement as { attributes: Node[] }).attributes)
      visit(attribute, false)
    for (const child of node.children as Node[]) if (child.type === 'JSXElement') visitAttributes(child)
  }
  const visitAll = (node: Node, isRead: boolean) => {
    const isParent = node.type === 'JSXElement' || node.type === 'JSXFragment'
    for (const [key, value] of Object.entries(node)) {
      for (const child of [value].flat()) {
        if (!isNode(child)) continue
        // A person reads the text between tags.
        visit(child, isRead || (isParent && key === 'children'))
      }
    }
  }
  visit(parseSync(file, code).program as unknown as Node, false)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function isMacro({ openingElement }: Node): boolean {
  const { name } = (openingElement as { name: { name?: string } }).name
  return name === 'Trans' || name === 'Plural'
}

/**
 * Returns whether a string is user-facing: it begins with a capital or has a space. `danger` and `issues.list` are
 * values.
 */
function isSaid(text: string): boolean {
  return /^\p{Lu}/u.test(text) || (/\s/.test(text) && !/^[a-z-]+[:/\d]/.test(text))
}

/** Returns the messages that a module requests while it is loaded, before the language is known, as `line: text`. */
export function findEarlyTexts(code: string, file: string): string[] {
  const found: string[] = []
  const visit = (node: Node) => {
    if (/Function|MethodDefinition/.test(node.type)) return
    if (isEarly(node))
      found.push(
        `${code.slice(0, node.start).split('\n').length}: ${code.slice(node.start, node.start + 60)}`,
      )
    for (const value of Object.values(node))
      for (const child of [value].flat()) if (isNode(child)) visit(child)
  }
  visit(parseSync(file, code).program as unknown as Node)
  return found
}

function isEarly({ type, tag, callee }: Node): boolean {
  if (type === 'TaggedTemplateExpression') return (tag as Node).name === 't'
  return type === 'CallExpression' && /^(t|plural)$/.test(String((callee as Node).name))
}
