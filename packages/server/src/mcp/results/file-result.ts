import { isUtf8 } from 'node:buffer'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { RawReply } from '#request/raw-reply'
import { getPart } from './cut-result.ts'
import type { ResultPosition } from './result-cursor.ts'
import { asThirdPartyData, DATA_NOTICE } from './third-party-data.ts'
import type { ToolResult } from './tool-result.ts'

const MOST_BYTES = 4 * 1_048_576
const MOST_IMAGE_BYTES = 1_048_576
const IMAGE = /^image\/(png|jpeg|gif|webp)$/

/**
 * Converts a downloaded file for a model: text in parts, and an image as an image. Other files are for programs, which
 * download them over HTTP.
 *
 * @throws BulkheadError `not_supported`, `response_too_large`
 */
export async function fileResult(
  { headers, body }: RawReply,
  from: string,
  position: ResultPosition,
  continueAt: (next: ResultPosition) => Promise<string | null>,
): Promise<ToolResult> {
  const media_type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const name = /filename="([^"]*)"/.exec(headers['content-disposition'] ?? '')?.[1] ?? 'file'
  const file = { name, media_type }
  const isImage = IMAGE.test(media_type)
  const bytes = await readUpTo(body, isImage ? MOST_IMAGE_BYTES : MOST_BYTES)
  if (isImage) {
    return {
      structured: { notice: DATA_NOTICE, file, next_cursor: null },
      content: [
        { type: 'text', text: asThirdPartyData(from, JSON.stringify(file)) },
        { type: 'image', data: bytes.toString('base64'), mimeType: media_type },
      ],
    }
  }
  if (!isUtf8(bytes)) {
    throw new BulkheadError(
      'not_supported',
      `The file is ${media_type}, ${bytes.length} bytes, and neither text nor an image that a model takes. A program gets it with the action download over HTTP.`,
    )
  }
  const part = getPart(bytes.toString('utf8'), position.from)
  const isWhole = part.to >= part.of
  const facts = {
    next_cursor: isWhole ? null : await continueAt({ ...position, from: part.to }),
    ...(!isWhole && {
      more: `Characters ${part.from} to ${part.to} of ${part.of}. next_cursor gives the next.`,
    }),
  }
  return {
    structured: { notice: DATA_NOTICE, file, part, ...facts },
    content: [
      { type: 'text', text: asThirdPartyData(from, `${JSON.stringify(file)}\n${part.text}`) },
      { type: 'text', text: JSON.stringify(facts) },
    ],
  }
}

async function readUpTo(body: RawReply['body'], most: number): Promise<Buffer> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return Buffer.from(body)
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop destroys the stream, so the rest of the file is not downloaded.
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) {
      throw new BulkheadError(
        'response_too_large',
        `The file has more than ${most} bytes, the most that a tool reads. Ask for a part with params.range_header, such as bytes=0-999999, or let a program get it over HTTP.`,
      )
    }
  }
  return Buffer.concat(chunks)
}
