import type { Operation, Parameter } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isBalanced } from '#plan/compose-text'
import { ownMember } from '#text/json-object'
import { namesIn, type TextTemplate } from '#text/text-template'

/** Maximum number of characters of a string that is matched, since matching takes time. */
const MAX_LENGTH = 2_000

/**
 * Returns whether a caller's string could have been composed from its parts. If so, it reaches only what the parts
 * reach. Clients that send the whole string keep working even if they may send no other.
 */
export function isComposable(operation: Operation, parameter: Parameter, text: JsonValue): boolean {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return false
  const form = forms.get(parameter) ?? getForm(operation, parameter)
  forms.set(parameter, form)
  // Spaces may occur between and inside parts. A run of spaces could be split in too many ways, so it is reduced to
  // one.
  const parts = form.exec(text.trim().replace(/\s+/g, ' '))?.groups
  return parts !== undefined && Object.values(parts).every((part) => part === undefined || isBalanced(part))
}

/** Cache of patterns, each made on first use. */
const forms = new WeakMap<Parameter, RegExp>()

function getForm({ parameters }: Operation, { composed = [] }: Parameter): RegExp {
  const getPart = (name: string) => parameters.find((one) => one.in === 'part' && one.name === name)
  let parts = 0
  const getGroup = (name: string) => `(?<part_${parts++}>${partForm(getPart(name))})`
  const templates = composed.map((template, index) => {
    const text = template
      .map((piece) => (typeof piece === 'string' ? literalForm(piece) : getGroup(piece.name)))
      .join('')
    // A part that begins with punctuation needs no space before it.
    const separated = index === 0 ? text : `${startsWithWord(template) ? '\\s+' : '\\s*'}${text}`
    return index > 0 && namesIn(template).length > 0 ? `(?:${separated})?` : separated
  })
  return new RegExp(`^\\s*${templates.join('')}\\s*$`, 'u')
}

function startsWithWord([first]: TextTemplate): boolean {
  return typeof first !== 'string' || /^\w/.test(first)
}

/** Returns a pattern for literal words: in any case, with any white space between them. */
function literalForm(text: string): string {
  const words = text.split(/\s+/).map((word) => `(?i:${word.replace(/[^\w]/g, escaped)})`)
  return words.join('\\s+')
}

function escaped(mark: string): string {
  return RegExp.escape(mark)
}

function partForm(part: Parameter | undefined): string {
  if (part === undefined) return '(?!)'
  const source = part.pattern?.source.replace(/^\^(.*)\$$/s, '$1') ?? '\\d+'
  return ownMember(part.schema, 'type') === 'array' ? `${source}(?:\\s*,\\s*${source})*` : source
}
