import { createHash } from 'node:crypto'
import type { Sender } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { AwsClient } from 'aws4fetch'
import type { S3Settings } from '#platform/s3-settings'
import { JSON_LINES, SINK_WITHIN_MS, type Sink, toBody } from './sink.ts'

const MAX_BODY_BYTES = 64 * 1024

/** Sink in a bucket, whose objects can be removed. */
export interface S3Sink extends Sink {
  remove(id: string): Promise<void>
}

/**
 * Creates a sink that stores each batch as an object in a bucket, under the egress policy. The object has the name of
 * the first record, so a batch that is stored again replaces itself.
 */
export function createS3Sink(sender: Sender, { endpoint, bucket, prefix, ...client }: S3Settings): S3Sink {
  const aws = new AwsClient({ ...client, service: 's3' })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}/${prefix}`

  async function send(
    method: 'DELETE' | 'PUT',
    id: string,
    body: string,
    type: Record<string, string>,
  ): Promise<void> {
    const url = `${base}${id}.jsonl`
    const given = { ...type, 'x-amz-content-sha256': toHash(body) }
    const { headers } = await aws.sign(url, { method, headers: given })
    const { status, body: text } = await sender.send(
      {
        method,
        url,
        headers: Object.fromEntries(headers),
        body: method === 'PUT' ? body : undefined,
        effect: 'write',
        assertFollows: refuseRedirect,
      },
      { withinMs: SINK_WITHIN_MS, maxBodyBytes: MAX_BODY_BYTES },
    )
    if (status >= 200 && status <= 299) return
    const code = /<Code>([\w.]{1,60})<\/Code>/.exec(Buffer.from(text).toString())?.[1]
    throw new Error(
      `The bucket of BULKHEAD_EXPORT_S3_TO refused ${method} with ${status}${code ? ` (${code})` : ''}.`,
    )
  }

  return {
    name: 's3',
    append: (lines, id) => send('PUT', id, toBody(lines), { 'content-type': JSON_LINES }),
    remove: (id) => send('DELETE', id, '', {}),
  }
}

function toHash(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

function refuseRedirect(): never {
  throw new EngineError('redirect_refused', 'The export does not follow redirects.', { may_be_done: false })
}
