// Own code: `http-link-header` rejects the whole header for a single error, and some services send such headers.

/**
 * Returns the target of the first link with a relation in a `Link` header (RFC 8288 §3). `rel` may be quoted or not,
 * list several relations, and be anywhere among the parameters. A link with `results="false"` is ignored.
 */
export function linkTarget(header: string | undefined, rel: string): string | undefined {
  if (header === undefined) return undefined
  for (const { target, parameters } of linksIn(header)) {
    // Sentry links to a next page even if there is none, and marks the link so.
    if (/;\s*results\s*=\s*"?false\b/i.test(parameters)) continue
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? []
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/)
    if (relations.includes(rel.toLowerCase())) return target
  }
  return undefined
}

// Parsed by hand instead of with one regular expression: a URL and a quoted string may both contain commas.
function* linksIn(header: string): Generator<{ target: string; parameters: string }> {
  let at = header.indexOf('<')
  while (at !== -1) {
    const close = header.indexOf('>', at)
    if (close === -1) return
    let end = close + 1
    let isQuoted = false
    while (end < header.length && (isQuoted || header[end] !== ',')) {
      if (header[end] === '"') isQuoted = !isQuoted
      end += 1
    }
    yield { target: header.slice(at + 1, close).trim(), parameters: header.slice(close + 1, end) }
    at = header.indexOf('<', end)
  }
}
