import { createHash } from 'node:crypto'
import { invalidParameter } from '#model/check-value'
import type { UploadField } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'
import { plainText, repeatable } from '#text/nested-pairs'
import { type BodyField, type PlannedBody, toJson } from './body-fields.ts'

// Own code: `FormData` writes only form-data, and some services require `multipart/related`.

interface Part {
  /** Header lines, without the empty line after them. */
  readonly head: readonly string[]
  readonly content: Buffer
}

/** Maximum number of parts of a body, which is more than any service reads. */
const MAX_PARTS = 1000

const MIME_FIELD = 'file_mime_type'
const MIME_TYPE = /^[A-Za-z0-9!#$&^_.+-]{1,64}\/[A-Za-z0-9!#$&^_.+-]{1,64}(; ?[a-z]+=[A-Za-z0-9_.+-]+)?$/

/**
 * Plans a `multipart/related` upload (RFC 2387): the fields as JSON, then the file.
 *
 * @throws {EngineError} `missing_parameter` without a file, `invalid_parameter` for content that is not base64.
 */
export function planMultipartRelated(
  uploads: readonly UploadField[],
  fields: readonly BodyField[],
): PlannedBody {
  const name = uploads[0]?.name ?? 'file_content'
  const content = fields.find(([parameter]) => parameter.name === name)?.[1]
  if (content === undefined) {
    throw new EngineError('missing_parameter', `The upload needs ${name}, the file in base64.`, {
      parameter: name,
    })
  }
  const type = fields.find(([parameter]) => parameter.name === MIME_FIELD)?.[1] ?? 'application/octet-stream'
  const rest = fields.filter(([parameter]) => parameter.name !== name && parameter.name !== MIME_FIELD)
  return joined('multipart/related', [
    { head: ['Content-Type: application/json; charset=UTF-8'], content: Buffer.from(toJson(rest)) },
    { head: [`Content-Type: ${mimeType(MIME_FIELD, type)}`], content: decoded(name, content) },
  ])
}

/**
 * Plans a `multipart/form-data` body (RFC 7578). A file is a base64 string or `{ content, filename, mime_type }`. An
 * array becomes several parts, an object becomes a part of JSON.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planMultipartForm(
  uploads: readonly UploadField[],
  fields: readonly BodyField[],
): PlannedBody {
  const parts = fields.flatMap(([{ name }, value]) => {
    const isFile = uploads.some((upload) => upload.name === name)
    return (Array.isArray(value) ? repeatable(name, value, MAX_PARTS) : [value]).map((one) =>
      isFile ? filePart(name, one) : textPart(name, one),
    )
  })
  return joined('multipart/form-data', parts)
}

function filePart(name: string, value: JsonValue): Part {
  const isDescribed = isJsonObject(value)
  const content = isDescribed ? ownMember(value, 'content') : value
  const filename = (isDescribed ? ownMember(value, 'filename') : undefined) ?? name
  const type = (isDescribed ? ownMember(value, 'mime_type') : undefined) ?? 'application/octet-stream'
  if (typeof filename !== 'string') throw invalidParameter(name, 'needs a string as filename')
  return {
    head: [
      `Content-Disposition: form-data; name="${quoted(name)}"; filename="${quoted(filename)}"`,
      `Content-Type: ${mimeType(name, type)}`,
    ],
    content: decoded(name, content),
  }
}

function textPart(name: string, value: JsonValue): Part {
  const head = [`Content-Disposition: form-data; name="${quoted(name)}"`]
  if (isJsonObject(value)) head.push('Content-Type: application/json')
  return { head, content: Buffer.from(plainText(name, value)) }
}

// RFC 7578 §2 and the WHATWG form encoding: these three characters would end the name or the header.
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (mark) => encodeURIComponent(mark)).replaceAll('\0', '')
}

function mimeType(name: string, type: JsonValue): string {
  if (typeof type === 'string' && MIME_TYPE.test(type)) return type
  throw invalidParameter(name, 'needs a media type such as text/plain')
}

/** Base64 (RFC 4648 section 4) with line breaks (RFC 2045 section 6.8). */
const BASE64 = /^[A-Za-z0-9+/\r\n\t ]*(?:=[\r\n\t ]*){0,2}$/

function decoded(name: string, content: JsonValue | undefined): Buffer {
  if (
    typeof content !== 'string' ||
    !BASE64.test(content) ||
    (content.length - countBlanks(content)) % 4 !== 0
  ) {
    throw invalidParameter(name, 'must be a file in base64')
  }
  // The decoder skips blanks. To remove them first takes a match for each one.
  return Buffer.from(content, 'base64')
}

function countBlanks(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 32 || code === 10 || code === 13 || code === 9) count += 1
  }
  return count
}

// The boundary is a hash of the parts, so it cannot occur in them, and planning stays pure.
function joined(type: string, parts: readonly Part[]): PlannedBody {
  const hash = createHash('sha256')
  for (const { head, content } of parts) hash.update(head.join('\n')).update(content)
  const boundary = `part-${hash.digest('hex').slice(0, 40)}`
  const end = Buffer.from('\r\n')
  const pieces = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${boundary}\r\n${head.join('\r\n')}\r\n\r\n`),
    content,
    end,
  ])
  const content = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
  return { content, type: `${type}; boundary=${boundary}` }
}
