// RFC 9110 §5.6.2.
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/

// Framing and connection headers belong to the transport, and Host decides which site answers.
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Whether a document may have a header of this name written. */
export function isWritableHeader(name: string): boolean {
  return NAME.test(name) && !RESERVED.has(name.toLowerCase())
}

/** Whether a text can be a header's value as it is: visible Latin-1 characters, spaces and tabs. */
export function isHeaderText(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
