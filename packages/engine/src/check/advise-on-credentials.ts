import { isDemanded } from '#describe/describe-operation'
import type { Definition, Parameter } from '#model/definition'

/** Names of parameters that are credentials in the documents of many services, such as `X-ListenAPI-Key`. */
const LIKELY =
  /^authorization$|(^|[-_])(api[-_]?key|access[-_]?token|auth[-_]?token|auth[-_]?key|token|secret)$|api-?key$|apikey/i

/**
 * Warns of parameters that look like a credential because every operation requires them. As parameters, callers would send
 * them with each call; a security scheme makes them part of the connector.
 */
export function adviseOnCredentials(definition: Definition): readonly string[] {
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const [first, ...others] = operations
  return (first?.parameters ?? [])
    .filter((parameter) => isLikely(parameter) && isDemanded(parameter, definition))
    .filter(({ name, in: place }) =>
      others.every(({ parameters }) =>
        parameters.some((one) => one.name === name && one.in === place && isDemanded(one, definition)),
      ),
    )
    .map(({ name, in: place }) => {
      const scheme = JSON.stringify({ type: 'apiKey', in: place, name })
      const what = place === 'header' ? 'header' : 'query parameter'
      return `each operation requires the ${what} ${name}, which looks like a credential. As a parameter, callers would have to send it. This overlay makes it the credential of a connector: {"overlay": "1.0.0", "info": {"title": "Credential", "version": "1"}, "actions": [{"target": "$", "update": {"components": {"securitySchemes": {"key": ${scheme}}}}}]}`
    })
}

function isLikely({ in: place, name }: Parameter): boolean {
  return (place === 'header' || place === 'query') && LIKELY.test(name)
}
