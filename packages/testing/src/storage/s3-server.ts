import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listenLocally } from '#upstreams/listen-locally'

/** Server with the part of the S3 API that backups use. */
export interface S3Server {
  readonly url: string
  readonly bucket: string
  readonly keyId: string
  readonly secret: string
  readonly objects: Map<string, Buffer>
  close(): Promise<void>
}

/**
 * Starts a server that implements the documentation of S3. It verifies the signature of each request (AWS Signature
 * Version 4) and the hash of its body.
 */
export async function startS3Server(): Promise<S3Server> {
  const [bucket, keyId, secret] = ['backups', 'AKIATEST', 'a secret of the test']
  const objects = new Map<string, Buffer>()

  function respond(request: IncomingMessage, body: Buffer): readonly [status: number, text: string] {
    if (!isSigned(request, body, secret)) return [403, '<Error><Code>SignatureDoesNotMatch</Code></Error>']
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3.test')
    const key = decodeURIComponent(pathname.slice(`/${bucket}/`.length))
    if (!pathname.startsWith(`/${bucket}`)) return [404, '<Error><Code>NoSuchBucket</Code></Error>']
    if (request.method === 'PUT') {
      objects.set(key, body)
      return [200, '']
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return [204, '']
    }
    const keys = [...objects.keys()]
      .sort()
      .filter((one) => one.startsWith(searchParams.get('prefix') ?? ''))
      .filter((one) => one > (searchParams.get('start-after') ?? ''))
    // Two keys per page, so that a list has several pages.
    const page = keys.slice(0, 2).map((one) => `<Contents><Key>${one}</Key></Contents>`)
    return [
      200,
      `<ListBucketResult><IsTruncated>${keys.length > 2}</IsTruncated>${page.join('')}</ListBucketResult>`,
    ]
  }

  const server = createServer(async (request, response) => {
    const [status, text] = respond(request, await buffer(request))
    response.writeHead(status, { 'content-type': 'application/xml' }).end(status === 204 ? undefined : text)
  })
  return { ...(await listenLocally(server)), bucket, keyId, secret, objects }
}

function isSigned(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer,
  secret: string,
): boolean {
  const [, scope = '', signed = '', signature] =
    /Credential=[^/]+\/([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
  const sent = String(headers['x-amz-content-sha256'])
  if (sent !== 'UNSIGNED-PAYLOAD' && sent !== hash(body)) return false
  if (method === 'PUT' && sent === 'UNSIGNED-PAYLOAD') return false
  const [path = '', query = ''] = url.split('?')
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  const parameters = [...new URLSearchParams(query)].map(
    ([name, value]) => `${encode(name)}=${encode(value)}`,
  )
  const names = signed.split(';')
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = [method, path, parameters.sort().join('&'), lines, signed, sent].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n')
  let key: string | Buffer = `AWS4${secret}`
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest()
  return createHmac('sha256', key).update(text).digest('hex') === signature
}
