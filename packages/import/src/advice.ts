import { isDeepStrictEqual } from 'node:util'
import {
  type AuthOption,
  checkOperation,
  type Definition,
  type Operation,
  type Parameter,
} from '@bulkhead/engine'
import { isDemanded } from '@bulkhead/engine/describe'
import {
  type ConnectorDocument,
  getMember,
  isFixedDate,
  isTemplated,
  type Warning,
} from '@bulkhead/engine/document'
import { ownMember } from '@bulkhead/engine/text'
import { getPlanningFault } from '#planning-fault'

/** Names of parameters that are credentials in the documents of many services, such as `X-ListenAPI-Key`. */
const LIKELY =
  /^authorization$|(^|[-_])(api[-_]?key|access[-_]?token|auth[-_]?token|auth[-_]?key|token|secret)$|api-?key$|apikey/i

type Say = (message: string) => void

/** Returns warnings about oddities of a document that compiles, each with a fix. */
export function adviceOn(document: ConnectorDocument, definition: Definition): readonly Warning[] {
  const warnings: Warning[] = []
  const paths = getMember(document.root, 'paths')
  const info = getMember(document.root, 'info') ?? document.root
  const sayAt = (place: { line: number; column: number }) => (message: string) => {
    warnings.push({ line: place.line, column: place.column, message })
  }
  adviseOnWhole(definition, sayAt(info))
  const schemes = getMember(getMember(document.root, 'components'), 'securitySchemes')
  for (const option of definition.auth_options) {
    adviseOnAuth(option, sayAt(getMember(schemes, option.name) ?? document.root))
  }
  for (const operation of getOperations(definition)) {
    const node = getMember(getMember(paths, operation.path), operation.method.toLowerCase())
    adviseOnOperation(definition, operation, sayAt(node ?? document.root))
  }
  return warnings
}

function getOperations(definition: Definition): readonly Operation[] {
  return [...definition.entities.values()].flatMap((actions) => [...actions.values()])
}

function adviseOnWhole(definition: Definition, say: Say): void {
  if (checkOperation(definition) === undefined) {
    say(
      'a health check has nothing to run; write x-airbyte-preferred-for-check: true at a read that needs no parameters',
    )
  }
  for (const { param } of definition.scoping) {
    if (getOperations(definition).some(({ parameter_names }) => parameter_names.has(param))) continue
    say(`x-airbyte-scoping fills the parameter ${param}, which no operation has`)
  }
}

function adviseOnAuth(option: AuthOption, say: Say): void {
  const { kind, oauth, secrets } = option
  if (kind === 'oauth2' && secrets.has('refresh_token') && oauth?.refresh_url === undefined) {
    say(`${option.name} takes a refresh token but has no refreshUrl, so its access tokens cannot be renewed`)
  }
}

function adviseOnOperation(definition: Definition, operation: Operation, say: Say): void {
  const name = `${operation.entity} ${operation.action}`
  for (const parameter of operation.parameters) adviseOnParameter(name, parameter, say)
  const { action, pagination, no_pagination, graphql } = operation
  if (action === 'list' && pagination === undefined && no_pagination === undefined) {
    say(
      `only the first page of ${name} can be read; write x-bulkhead-pagination: { cursor: <parameter>, next: $.path }, or x-airbyte-no-pagination: <reason>`,
    )
  }
  if (graphql !== undefined && graphql.query.length > 1 && graphql.default_fields === undefined) {
    say(`${name} selects nothing when a caller gives no fields; write default_fields`)
  }
  const fault = planningFault(definition, operation)
  if (fault !== undefined) say(`${name} cannot be called with what its own schemas suggest: ${fault}`)
}

function adviseOnParameter(
  name: string,
  { name: parameter, in: place, required, schema, default: value }: Parameter,
  say: Say,
) {
  if (value === undefined) return
  const allowed = ownMember(schema, 'enum')
  if (
    Array.isArray(allowed) &&
    !isTemplated(value) &&
    !allowed.some((one) => isDeepStrictEqual(one, value))
  ) {
    say(`the default of ${parameter} in ${name} is none of its enum`)
  }
  if (place === 'query' && required && isFixedDate(value)) {
    say(
      `the default of ${parameter} in ${name} is a date that goes stale, so callers are asked for it; write "{{ (now_utc() - duration('P30D')).strftime('%Y-%m-%d') }}"`,
    )
  }
}

// Plans with the first auth option only: the other parameters do not depend on the option.
function planningFault(definition: Definition, operation: Operation): string | undefined {
  const [auth_option] = definition.auth_options
  if (auth_option === undefined) return undefined
  const credentials = Object.fromEntries(auth_option.fields.map(({ name }) => [name, 'example']))
  const settings = Object.fromEntries(definition.settings.map(({ name }) => [name, 'example']))
  const base_url = new URL('https://acme.example/base')
  const tokens = { access_token: 'example' }
  return getPlanningFault(
    { definition, base_url, settings, auth_option, credentials, tokens, now: 0 },
    operation,
  )
}

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
