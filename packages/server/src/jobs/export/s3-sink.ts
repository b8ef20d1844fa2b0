import { createHash } from 'node:crypto'
import type { Sender } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { AwsClient } from 'aws4fetch'
import type { S3Settings } from '#platform/s3-settings'
import { JSON_LINES, SINK_WITHIN_MS, type Sink, toBody } from './sink.ts'

const MAX_BODY_BYTES = 64 * 1024

/**
 * Creates a sink that stores each batch as an object in a bucket, under the egress policy. The object has the name of
 * the first record, so a batch that is stored again replaces itself.
 */
export function createS3Sink(sender: Sender, { endpoint, bucket, prefix, ...client }: S3Settings): Sink {
  const aws = new AwsClient({ ...client, service: 's3' })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}/${prefix}`
  return {
    name: 's3',
    async append(lines, id) {
      const url = `${base}${id}.jsonl`
      const body = toBody(lines)
      const given = { 'content-type': JSON_LINES, 'x-amz-content-sha256': toHash(body) }
      const { headers } = await aws.sign(url, { method: 'PUT', headers: given })
      const { status, body: text } = await sender.send(
        {
          method: 'PUT',
          url,
          headers: Object.fromEntries(headers),
          body,
          effect: 'write',
          assertFollows: refuseRedirect,
        },
        { withinMs: SINK_WITHIN_MS, maxBodyBytes: MAX_BODY_BYTES },
      )
      if (status >= 200 && status <= 299) return
      const code = /<Code>([\w.]{1,60})<\/Code>/.exec(Buffer.from(text).toString())?.[1]
      throw new Error(
        `The bucket of BULKHEAD_EXPORT_S3_TO refused records with ${status}${code ? ` (${code})` : ''}.`,
      )
    },
  }
}

function toHash(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

function refuseRedirect(): never {
  throw new EngineError('redirect_refused', 'The export follows no redirect.', { may_be_done: false })
}
