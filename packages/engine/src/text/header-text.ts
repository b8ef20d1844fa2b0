// RFC 9110 §5.6.2.
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/

// The transport writes framing and connection headers, and Host decides which site responds.
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

/** Returns whether a document may set a header of this name. */
export function isWritableHeader(name: string): boolean {
  return NAME.test(name) && !RESERVED.has(name.toLowerCase())
}

/** Returns whether a document may say that a credential is sent in a header of this name. Some are sent as cookies. */
export function isCredentialHeader(name: string): boolean {
  return isWritableHeader(name) || name.toLowerCase() === 'cookie'
}

/** Returns whether a string can be a header's value without encoding: visible Latin-1 characters, spaces and tabs. */
export function isHeaderText(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
