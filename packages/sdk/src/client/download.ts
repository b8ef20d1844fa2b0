/** File that is read as it arrives. */
export class Download {
  /** Bytes as a stream; none are buffered. Read it to the end, or cancel it. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly contentType: string | null
  /** Size in bytes. Null if it is not known in advance. */
  readonly size: number | null
  /**
   * Filename from the service, without folders. The service controls it: check it before you write a file by that
   * name.
   */
  readonly filename: string | null

  constructor(response: Response) {
    const { headers } = response
    // The length of a compressed response counts compressed bytes.
    const length = headers.has('content-encoding') ? null : headers.get('content-length')
    this.body = response.body ?? new Blob([]).stream()
    this.contentType = headers.get('content-type')
    this.size = length === null ? null : Number(length)
    this.filename = filenameIn(headers.get('content-disposition'))
  }

  /** Reads the whole file into memory. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await new Response(this.body).arrayBuffer())
  }
}

/**
 * Returns the filename in a `Content-Disposition` header, without folders. RFC 6266: `filename*` wins over `filename`.
 */
export function filenameIn(disposition: string | null): string | null {
  if (disposition === null) return null
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition) ?? []
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? []
  const name = decoded(encoded) ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
  const last = name
    ?.split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/\p{Cc}/gu, '')
  return last === undefined || last === '' || last === '.' || last === '..' ? null : last
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
