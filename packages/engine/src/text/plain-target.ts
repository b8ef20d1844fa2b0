// Segments of RFC 3986 §3.3 without dot segments, which a parser removes. The query has no apostrophe, which a parser
// encodes (WHATWG URL, special-query percent-encode set).
const PLAIN = /^(?:\/(?!\.|%2e)[\w\-.~%!$&'()*+,;=:@]*)+(?:\?[\w\-.~%!$&()*+,;=:@/?]+)?$/i

/**
 * Returns whether the string after an origin is a path, with or without a query, that a URL parser would not change.
 * Also returns false if only the parser can tell.
 */
export function isPlainTarget(text: string): boolean {
  return PLAIN.test(text)
}
