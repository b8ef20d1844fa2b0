/** Line width of the formatter. */
const WIDTH = 110

/** Adds an import to a module's source, in the formatter's order: packages before files, each by name. */
export function addImport(text: string, statement: string, from: string): string {
  const statements = [...text.matchAll(/^import [^;]*? from '([^']+)'\n/gm)]
  const next = statements.find(([, other = '']) => isBefore(from, other))
  const last = statements.at(-1)
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length)
  return text.slice(0, at) + statement + text.slice(at)
}

/** Adds names to an existing import of a module's source. */
export function addImportedNames(text: string, names: readonly string[], from: string): string {
  const found = new RegExp(`^import \\{([^}]*)\\} from '${from.replaceAll('.', '\\.')}'\\n`, 'm').exec(text)
  const known = (found?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const missing = names.filter((name) => !known.includes(name))
  if (missing.length === 0) return text
  const statement = getImport([...known, ...missing], from)
  return found === null ? addImport(text, statement, from) : text.replace(found[0], () => statement)
}

/** Returns an import of names, on one line if it fits. */
export function getImport(names: readonly string[], from: string): string {
  const sorted = names.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
  const line = `import { ${sorted.join(', ')} } from '${from}'`
  if (line.length <= WIDTH) return `${line}\n`
  return `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}'\n`
}

/** Returns a key that sorts letter by letter, with a capital before its small letter. */
function sortKey(name: string): string {
  return name
    .replace(/^type /, '')
    .replaceAll(/[A-Za-z]/g, (letter) => `${letter.toLowerCase()}${letter === letter.toLowerCase() ? 1 : 0}`)
}

function isBefore(one: string, other: string): boolean {
  const rank = (from: string) => (from.startsWith('@') ? 0 : from.startsWith('.') ? 2 : 1)
  return rank(one) === rank(other) ? one < other : rank(one) < rank(other)
}
