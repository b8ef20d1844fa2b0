// Own code: `http-link-header` refuses the whole header for one fault in it, and services have some.

/**
 * The target of the first link with a relation in a `Link` header (RFC 8288 §3). `rel` may be quoted or
 * not, hold several relations, and stand anywhere among the parameters. A link with `results="false"` leads to nothing.
 */
export function linkTarget(header: string | undefined, rel: string): string | undefined {
  if (header === undefined) return undefined
  for (const { target, parameters } of linksIn(header)) {
    // Sentry names a next page even where there is none, and says so beside it.
    if (/;\s*results\s*=\s*"?false\b/i.test(parameters)) continue
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? []
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/)
    if (relations.includes(rel.toLowerCase())) return target
  }
  return undefined
}

// Read by hand rather than by one expression: a URL and a quoted text may both hold commas.
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
