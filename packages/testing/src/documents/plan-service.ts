import {
  type AuthOption,
  chooseAuthOption,
  type Definition,
  findOperation,
  type JsonValue,
  type PlanContext,
  type PlannedRequest,
  planDownload,
  planRequest,
  resolveTarget,
} from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { checkDocument } from '@bulkhead/import/check-document'
import { serviceDocument } from './service-document.ts'
import type { OperationFacts, ParameterFacts, ServiceFacts } from './service-facts.ts'

/** Result of checking a service's document. */
export interface ServiceReport {
  readonly slug: string
  readonly warnings: number
  readonly operations: number
  /**
   * Number of planned requests: each operation with each auth option, once with the required parameters and once with
   * all.
   */
  readonly planned: number
  readonly faults: readonly string[]
}

/** Loads a service's document, plans each of its operations, and compares the requests with the facts. */
export function planService(service: ServiceFacts): ServiceReport {
  const text = JSON.stringify(serviceDocument(service))
  const { problems, warnings, definition } = checkDocument(text, `${service.slug}/connector.json`)
  const faults = problems.map(({ message }) => message)
  let planned = 0
  if (definition !== undefined) {
    if (getOperations(definition) !== service.operations.length) faults.push('an operation is missing')
    for (const option of definition.auth_options) {
      const context = getContext(definition, option)
      for (const operation of service.operations) {
        planned += 2
        faults.push(...getFaults(context, operation))
      }
    }
  }
  return {
    slug: service.slug,
    warnings: warnings.length,
    operations: service.operations.length,
    planned,
    faults,
  }
}

function getOperations({ entities }: Definition): number {
  return [...entities.values()].reduce((sum, actions) => sum + actions.size, 0)
}

const VALUES = {
  text: 'acme',
  label: 'acme',
  path: 'acme',
  host: 'acme.example',
  origin: 'https://acme.example',
}

function getContext(definition: Definition, option: AuthOption): PlanContext {
  const credentials = Object.fromEntries(option.fields.map(({ name }) => [name, `secret-of-${name}`]))
  const titled = { ...credentials, option_title: option.name }
  const { option: chosen } = chooseAuthOption(definition, titled)
  if (chosen.name !== option.name) throw new Error(`${definition.slug}: ${option.name} cannot be chosen`)
  const given = definition.settings
    .filter((setting) => setting.default === undefined && setting.kind !== 'replication')
    .map((setting) => [setting.name, VALUES[setting.shape]])
  return {
    definition,
    ...resolveTarget(definition, { settings: Object.fromEntries(given) }),
    auth_option: option,
    credentials,
    ...(option.kind === 'oauth2' && { tokens: { access_token: 'access-token' } }),
    now: 0,
  }
}

function getFaults(context: PlanContext, facts: OperationFacts): string[] {
  const { entity, action } = facts
  const name = `${entity} ${action}`
  try {
    const operation = findOperation(context.definition, entity, action)
    // The example that the description suggests must be valid.
    plan(context, facts, describeOperation(operation, context.definition).example)
    const values = new Map(facts.parameters.map((parameter, index) => [parameter, textFor(parameter, index)]))
    const params = Object.fromEntries([...values].map(([parameter, value]) => [parameter.name, value]))
    const planned = plan(context, facts, params)
    return [
      ...placeFaults(context, facts, planned),
      ...[...values].flatMap(([parameter, value]) =>
        arrives(planned, facts, parameter, value)
          ? []
          : [`${parameter.name} is not in the ${parameter.place}`],
      ),
    ].map((fault) => `${name}: ${fault}`)
  } catch (error) {
    return [`${name}: ${(error as Error).message}`]
  }
}

function plan(context: PlanContext, { entity, action }: OperationFacts, params: Record<string, JsonValue>) {
  const call = { entity, action, params }
  return action === 'download' ? planDownload(context, call).request : planRequest(context, call)
}

function textFor({ name }: ParameterFacts, index: number): string {
  if (name === 'fields') return 'name'
  return name === 'file_mime_type' ? 'text/plain' : `val${index}+`.padEnd(8, 'x')
}

function placeFaults(
  { base_url }: PlanContext,
  facts: OperationFacts,
  { method, url, headers }: PlannedRequest,
) {
  const path = base_url.href.replace(/\/$/, '') + (facts.wire_path.split('?')[0] ?? '')
  const pattern = path
    .split(/\{\w+\}/)
    .map((part) => RegExp.escape(part))
    .join('[^/?#]+')
  return [
    ...(method === facts.method ? [] : [`it is sent by ${method}`]),
    ...(new RegExp(`^${pattern}([?].*)?$`).test(url) ? [] : [`it is sent to ${url}`]),
    ...(Object.values(headers).some((text) => /secret-of-|access-token|^Basic /.test(text))
      ? []
      : ['no credential is sent']),
  ]
}

function arrives(
  { url, headers, body, bytes, credential_headers }: PlannedRequest,
  facts: OperationFacts,
  { name, place }: ParameterFacts,
  value: string,
): boolean {
  const { pathname, searchParams } = new URL(url)
  switch (place) {
    case 'path':
      // The index that selects one of a response's files is not part of the request.
      if (!facts.wire_path.includes(`{${name}}`)) return facts.action === 'download'
      return decodeURIComponent(pathname).includes(value)
    case 'query':
      return searchParams.get(name) === value
    case 'header': {
      const header = name.toLowerCase()
      return credential_headers.includes(header) || headers[header] === value
    }
    case 'variable':
      if (name === 'fields') return JSON.parse(body ?? '').query.includes(`{ ${value} }`)
      return JSON.parse(body ?? '').variables[name] === value
    case 'body':
      if (facts.body === 'form') return new URLSearchParams(body).get(name) === value
      if (facts.body === 'json') return JSON.parse(body ?? '')[name] === value
      return name === 'file_content'
        ? Buffer.from(bytes ?? []).includes(Buffer.from(value, 'base64'))
        : Buffer.from(bytes ?? []).includes(value)
  }
}
