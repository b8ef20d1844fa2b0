// Segments of RFC 3986 §3.3 but for dot segments, which a parser takes out. The query has no apostrophe, which a parser
// encodes (WHATWG URL, special-query percent-encode set).
const PLAIN = /^(?:\/(?!\.|%2e)[\w\-.~%!$&'()*+,;=:@]*)+(?:\?[\w\-.~%!$&()*+,;=:@/?]+)?$/i

/**
 * Whether a text behind an origin is a path, perhaps with a query, that a parser of URLs would leave as it is. False also
 * where only the parser can tell.
 */
export function isPlainTarget(text: string): boolean {
  return PLAIN.test(text)
}
