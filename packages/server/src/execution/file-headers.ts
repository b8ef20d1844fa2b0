import { isUtf8 } from 'node:buffer'
import type { Download } from '@bulkhead/engine'

// Own code: `content-disposition` keeps names of any length, with characters that no system can store.

const LONGEST_NAME = 200
/** Maximum length of `Content-Disposition`. A longer one holds no name that a system could store. */
const LONGEST_DISPOSITION = 4096
/** RFC 6838 §4.2: 127 characters for each half of the type, and some for its parameters. */
const LONGEST_TYPE = 512
/** RFC 9110 §8.3.1: a media type with parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w!#$&^.+-]+=("[ !#-[\]-~]*"|[\w!#$&^.+-]+))*$/
const UNNAMED_TYPE = 'application/octet-stream'

/**
 * Returns the headers with which a file is passed on. It is always an attachment, so that no browser runs its content.
 *
 * @param redact Removes secrets from the headers of the service.
 * @param entity File name if the service states none.
 */
export function fileHeaders(
  { content_type, headers, size, status }: Omit<Download, 'body'>,
  redact: (text: string) => string,
  entity: string,
): Record<string, string> & { 'content-type': string } {
  const range = headers['content-range']
  const { 'content-disposition': stated = '' } = headers
  const statedAs = stated.length > LONGEST_DISPOSITION ? '' : redact(statedName(stated))
  const name = safeName(statedAs) || safeName(entity) || 'file'
  const hasType = content_type.length <= LONGEST_TYPE && MEDIA_TYPE.test(content_type)
  return {
    'content-type': hasType ? redact(content_type) : UNNAMED_TYPE,
    'content-disposition': disposition(name),
    ...(size !== undefined && { 'content-length': String(size) }),
    // The caller asked for a part by a parameter and not by a header, so the status stays that of success.
    ...(status === 206 &&
      range !== undefined &&
      /^bytes [\d*/-]+$/.test(range) && { 'content-range': range }),
  }
}

/**
 * Returns the file name that a header states. The extended name takes precedence over the plain one (RFC 6266 §4.3, RFC
 * 8187).
 */
function statedName(header: string): string {
  const [, extended] = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header) ?? []
  if (extended !== undefined) return decoded(extended)
  const [, quoted, token] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^; \t]+))/i.exec(header) ?? []
  return asUtf8(quoted?.replace(/\\(.)/g, '$1') ?? token ?? '')
}

/** Headers are read as Latin-1, but many services send UTF-8 in them. Text that is not UTF-8 stays as it is. */
function asUtf8(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : text
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Removes the path, invisible characters, and leading dots that would hide the file from a file name. */
function safeName(text: string): string {
  const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
  const visible = name.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
  return [...trimmed(visible)].slice(0, LONGEST_NAME).join('')
}

/** Removes dots and spaces from both ends. A regular expression would backtrack from each position of a long run. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && '. '.includes(text.charAt(start))) start += 1
  while (end > start && '. '.includes(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|[%;]/g, '_')
  const extended = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  return plain === name
    ? `attachment; filename="${name}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${extended}`
}
