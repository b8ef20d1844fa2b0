import type { S3Settings } from '#platform/s3-settings'

/** Names of the settings of a bucket, by their prefix. */
export type S3Variable<Prefix extends string> = `${Prefix}_S3_${'ENDPOINT' | 'REGION' | 'KEY_ID' | 'SECRET'}`

/**
 * Reads the bucket whose URL is in the setting `name`.
 *
 * @param or Other values that the setting accepts, for a message.
 * @throws Error that names the variable.
 */
export function readS3<Name extends string, Prefix extends string>(
  name: Name,
  prefix: Prefix,
  read: (name: Name | S3Variable<Prefix>) => string | undefined,
  or = '',
): S3Settings {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/([\w./-]*))?$/.exec(read(name) ?? '') ?? []
  if (bucket === undefined) throw new Error(`${name} must be ${or}s3://bucket/prefix.`)
  const accessKeyId = read(`${prefix}_S3_KEY_ID`)
  const secretAccessKey = read(`${prefix}_S3_SECRET`)
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(`${name} names a bucket, which needs ${prefix}_S3_KEY_ID and ${prefix}_S3_SECRET.`)
  const region = read(`${prefix}_S3_REGION`) ?? 'us-east-1'
  const endpoint = read(`${prefix}_S3_ENDPOINT`) ?? `https://s3.${region}.amazonaws.com`
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error(`${prefix}_S3_ENDPOINT must be a URL such as https://storage.example.com.`)
  const folder = path.replace(/\/+$/, '')
  return { endpoint, region, bucket, prefix: folder && `${folder}/`, accessKeyId, secretAccessKey }
}
