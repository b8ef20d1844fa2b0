import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppFile } from './read-app.ts'

/** Sends a file from memory with the headers of its page, compressed if the browser accepts it. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: AppFile,
  headers: Readonly<Record<string, string>>,
) {
  reply.headers({
    'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag: file.etag,
    ...headers,
  })
  if (isKnown(request.headers['if-none-match'], file.etag)) return reply.code(304).send()
  const encoding = encodingFor(request.headers['accept-encoding'])
  const compressed = encoding && (await file.compressed(encoding))
  if (compressed) reply.header('content-encoding', encoding)
  return reply.type(file.type).send(compressed || file.bytes)
}

/** Returns whether a client has this version (RFC 9110 §13.1.2). A proxy that compresses makes the tag a weak one. */
function isKnown(given: string | undefined, etag: string): boolean {
  if (given === undefined) return false
  return given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const names = [accepted ?? '']
    .flat()
    .join()
    .split(',')
    .filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
    .map((entry) => entry.split(';', 1)[0]?.trim())
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding))
}
