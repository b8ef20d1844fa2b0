import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AwsClient } from 'aws4fetch'
import { request } from 'undici'
import type { S3Settings } from '#platform/s3-settings'
import { type BackupTarget, readBackupTime } from './backup-target.ts'

/** Time limit of one request, an upload included. */
const WITHIN_MS = 30 * 60_000

/**
 * Creates a target that keeps backups in a bucket. `aws4fetch` signs the requests (Signature Version 4), with the hash
 * of the body.
 *
 * @param ended Ends the requests in progress.
 */
export function createS3Target(
  { endpoint, bucket, prefix, ...client }: S3Settings,
  ended: AbortSignal,
): BackupTarget {
  // After a failure, the schedule tries again with a whole backup.
  const aws = new AwsClient({ ...client, service: 's3', retries: 1 })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`
  const boundedSignal = () => AbortSignal.any([ended, AbortSignal.timeout(WITHIN_MS)])

  async function send(method: string, path: string, init: RequestInit = {}): Promise<string> {
    const response = await aws.fetch(`${base}${path}`, {
      ...init,
      method,
      redirect: 'error',
      signal: boundedSignal(),
    })
    return readText(method, response.status, await response.text())
  }

  function readText(method: string, status: number, text: string): string {
    if (status >= 200 && status < 300) return text
    const code = /<Code>([\w.]{1,60})<\/Code>/.exec(text)?.[1]
    throw new Error(
      `The storage of backups refused ${method} with ${status}${code === undefined ? '' : ` (${code})`}.`,
    )
  }

  return {
    place: `s3://${bucket}/${prefix}`,
    async put(name, file, sha256) {
      const url = `${base}/${prefix}${name}`
      const given = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' }
      const { headers } = await aws.sign(url, { method: 'PUT', headers: given })
      const { size } = await stat(file)
      // `fetch` sends a stream without its length, which S3 rejects. It also continues to read a blob of a file after a
      // rejection.
      const { statusCode, body } = await request(url, {
        method: 'PUT',
        headers: { ...Object.fromEntries(headers), 'content-length': String(size) },
        body: createReadStream(file),
        signal: boundedSignal(),
      })
      readText('PUT', statusCode, await body.text())
    },
    async list() {
      const names: string[] = []
      let after = ''
      for (;;) {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix: `${prefix}bulkhead-`,
          ...(after !== '' && { 'start-after': after }),
        })
        const text = await send('GET', `?${query}`)
        const keys = [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key)
        names.push(...keys.map((key) => key.slice(prefix.length)))
        after = keys.at(-1) ?? ''
        if (after === '' || !/<IsTruncated>true<\/IsTruncated>/.test(text)) break
      }
      return names.filter((name) => readBackupTime(name) !== undefined).sort()
    },
    async remove(name) {
      await send('DELETE', `/${prefix}${name}`)
    },
  }
}
