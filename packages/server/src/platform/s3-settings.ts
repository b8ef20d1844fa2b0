/** Settings of a bucket in S3 or compatible storage. */
export interface S3Settings {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Prefix of object names: empty, or ending with a slash. */
  readonly prefix: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}
