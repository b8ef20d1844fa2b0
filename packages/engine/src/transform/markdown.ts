import { Marked } from 'marked'
import { markdownToAdf } from 'marklassian'
import type { JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

/** Converts Markdown to a document of Atlassian, which has no raw HTML. Other values stay. */
export function toAtlassianDocument(value: JsonValue): JsonValue {
  return typeof value === 'string' ? (markdownToAdf(value) as unknown as JsonValue) : value
}

const TEXT_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => TEXT_ENTITIES[character] ?? character)
}

// The storage format is XML: empty elements are closed, and HTML in the Markdown is text.
const storage = new Marked({
  gfm: true,
  renderer: {
    br: () => '<br/>',
    hr: () => '<hr/>',
    html: ({ text }) => escaped(text),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    image: ({ href, text }) =>
      `<ac:image ac:alt="${escaped(text)}"><ri:url ri:value="${escaped(href)}"/></ac:image>`,
    code: ({ text, lang }) => {
      const language = /^\w+$/.test(lang ?? '')
        ? `<ac:parameter ac:name="language">${lang}</ac:parameter>`
        : ''
      const body = text.replaceAll(']]>', ']]]]><![CDATA[>')
      return `<ac:structured-macro ac:name="code">${language}<ac:plain-text-body><![CDATA[${body}]]></ac:plain-text-body></ac:structured-macro>`
    },
  },
})

/**
 * Converts Markdown to the storage format of Confluence. The value is the text, or `{ representation: 'markdown', value
 * }`. Other representations stay.
 */
export function toStorageFormat(value: JsonValue): JsonValue {
  const isMarked = isJsonObject(value) && ownMember(value, 'representation') === 'markdown'
  const text = isMarked ? ownMember(value, 'value') : value
  if (typeof text !== 'string') return value
  return { representation: 'storage', value: String(storage.parse(text, { async: false })).trim() }
}
