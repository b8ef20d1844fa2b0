import { isDeepStrictEqual } from 'node:util'
import { getPlanningFault } from '#describe/planning-fault'
import { getMember } from '#document/document-nodes'
import type { ConnectorDocument } from '#document/load-document'
import { isTemplated } from '#expression/template'
import type { AuthOption, Definition, Operation, Parameter, Warning } from '#model/definition'
import { isFixedDate } from '#plan/parameter-values'
import { ownMember } from '#text/json-object'
import { checkOperation } from './check-operation.ts'

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
