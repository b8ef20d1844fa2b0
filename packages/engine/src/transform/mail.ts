import MimeNode from 'nodemailer/lib/mime-node'
import { invalidParameter } from '#model/check-value'
import type { JsonSchema as JsonObject, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

/** Fields of a mail for people. */
const FIELDS = [
  'from',
  'to',
  'cc',
  'bcc',
  'reply_to',
  'subject',
  'body',
  'html',
  'in_reply_to',
  'attachments',
] as const
type Field = (typeof FIELDS)[number]

const ADDRESSES = ['from', 'to', 'cc', 'bcc', 'reply_to'] as const
const LINE = 76

/**
 * Replaces the fields of a mail by `raw`: the mail (RFC 5322) in base64url. Other members stay, and a value without
 * these fields stays whole. `Date` and `Message-ID` are left to the service.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function toRawMail(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value
  const given = FIELDS.filter((name) => (ownMember(value, name) ?? null) !== null)
  if (given.length === 0) return value
  const [first = 'to'] = given
  if (ownMember(value, 'raw') !== undefined) {
    throw invalidParameter(first, 'cannot be given together with raw; give one of them')
  }
  const rest = Object.entries(value).filter(([name]) => !FIELDS.some((field) => field === name))
  return { ...Object.fromEntries(rest), raw: Buffer.from(compose(value)).toString('base64url') }
}

function compose(mail: JsonObject): string {
  const texts = [part('text/plain', mail, 'body'), part('text/html', mail, 'html')].filter(
    (one) => one !== undefined,
  )
  const content =
    texts.length === 2
      ? container('multipart/alternative', 'alternative', texts)
      : (texts[0] ?? leaf('text/plain; charset=utf-8', Buffer.alloc(0)))
  const files = attachments(mail)
  const root = files.length === 0 ? content : container('multipart/mixed', 'mixed', [content, ...files])
  for (const name of ADDRESSES) {
    const text = addressList(mail, name)
    if (text !== undefined) root.node.setHeader(name === 'reply_to' ? 'Reply-To' : name, text)
  }
  const subject = lineOf(mail, 'subject')
  if (subject !== undefined) root.node.setHeader('Subject', subject)
  const answered = lineOf(mail, 'in_reply_to')
  if (answered !== undefined) {
    root.node.setHeader('In-Reply-To', answered)
    root.node.setHeader('References', answered)
  }
  return `${root.write(true)}\r\n`
}

/** Part of a mail that can be written. */
interface Part {
  readonly node: MimeNode
  write(isRoot?: boolean): string
}

function leaf(type: string, content: Buffer, filename?: string): Part {
  const node = new MimeNode(type, { keepBcc: true, ...(filename !== undefined && { filename }) })
  node.setHeader('Content-Transfer-Encoding', 'base64')
  const lines = content.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return { node, write: (isRoot) => `${headersOf(node, isRoot)}\r\n\r\n${lines.join('\r\n')}` }
}

function container(type: string, name: string, parts: readonly Part[]): Part {
  // Each content is base64, which has no hyphens, so the boundary occurs in none.
  const boundary = `--part-${name}`
  const node = new MimeNode(`${type}; boundary="${boundary}"`, { keepBcc: true })
  const write = (isRoot?: boolean) => {
    const inner = parts.map((one) => `--${boundary}\r\n${one.write()}\r\n`).join('')
    return `${headersOf(node, isRoot)}\r\n\r\n${inner}--${boundary}--`
  }
  return { node, write }
}

// A node writes Date, Message-ID and MIME-Version as the whole mail. The first two belong to the service.
function headersOf(node: MimeNode, isRoot = false): string {
  const left = isRoot ? /^(date|message-id):/i : /^(date|message-id|mime-version):/i
  const lines = node.buildHeaders().split(/\r\n(?![ \t])/)
  return lines.filter((line) => !left.test(line)).join('\r\n')
}

function part(type: string, mail: JsonObject, name: Field): Part | undefined {
  const text = ownMember(mail, name) ?? null
  if (text === null) return undefined
  if (typeof text !== 'string') throw invalidParameter(name, 'must be a string')
  return leaf(`${type}; charset=utf-8`, Buffer.from(text))
}

function attachments(mail: JsonObject): Part[] {
  const given = ownMember(mail, 'attachments') ?? null
  if (given === null) return []
  if (!Array.isArray(given)) throw invalidParameter('attachments', 'must be a list')
  return given.map((one) => {
    const [filename, content, type = 'application/octet-stream'] = [
      'filename',
      'content',
      'content_type',
    ].map((key) => ownMember(one, key))
    const isType = typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type)
    if (typeof filename !== 'string' || typeof content !== 'string' || !isType || !isLine(filename)) {
      throw invalidParameter('attachments', 'must be a list of { filename, content in base64, content_type }')
    }
    return leaf(type, Buffer.from(content, 'base64'), filename)
  })
}

function addressList(mail: JsonObject, name: Field): string | undefined {
  const given = ownMember(mail, name) ?? null
  if (given === null) return undefined
  const list = Array.isArray(given) ? given : [given]
  const texts = list.filter((one) => typeof one === 'string' && isLine(one) && one.includes('@'))
  if (texts.length === list.length) return texts.join(', ')
  throw invalidParameter(name, 'must be an address such as jane@acme.example, or a list of them')
}

function lineOf(mail: JsonObject, name: Field): string | undefined {
  const given = ownMember(mail, name) ?? null
  if (given === null) return undefined
  if (typeof given === 'string' && isLine(given)) return given
  throw invalidParameter(name, 'must be one line of text')
}

/** Returns whether a text has no line break, with which it could add a header. */
function isLine(text: string): boolean {
  return !/[\r\n]/.test(text)
}
