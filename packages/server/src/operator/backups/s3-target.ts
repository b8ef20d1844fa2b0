import { openAsBlob } from 'node:fs'
import { AwsClient } from 'aws4fetch'
import { type BackupTarget, readBackupTime } from './backup-target.ts'

/** A bucket of S3 or of storage that is compatible with it. */
export interface S3Settings {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Prefix of the names of objects: empty, or ending with a slash. */
  readonly prefix: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Time limit of one request, an upload included. */
const WITHIN_MS = 30 * 60_000

/** Keeps backups in a bucket. Requests are signed by `aws4fetch` (Signature Version 4), with the hash of what is sent. */
export function createS3Target({ endpoint, bucket, prefix, ...client }: S3Settings): BackupTarget {
  // A failure is tried again with the whole backup, by the schedule.
  const aws = new AwsClient({ ...client, service: 's3', retries: 1 })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`

  async function send(method: string, path: string, init: RequestInit = {}): Promise<string> {
    const response = await aws.fetch(`${base}${path}`, {
      ...init,
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    const text = await response.text()
    if (response.ok) return text
    const code = /<Code>([\w.]{1,60})<\/Code>/.exec(text)?.[1]
    throw new Error(
      `The storage of backups refused ${method} with ${response.status}${code === undefined ? '' : ` (${code})`}.`,
    )
  }

  return {
    place: `s3://${bucket}/${prefix}`,
    async put(name, file, sha256) {
      const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' }
      await send('PUT', `/${prefix}${name}`, { body: await openAsBlob(file), headers })
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
