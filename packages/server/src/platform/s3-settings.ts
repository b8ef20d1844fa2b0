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
