import { readFileSync } from 'node:fs'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import {
  type Definition,
  type JsonValue,
  type Operation,
  type PlannedRequest,
  planDownload,
  planRequest,
  type Reach,
  resolveTarget,
} from '@bulkhead/engine'
import { recordSchema } from '@bulkhead/engine/describe'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'

export type Params = Readonly<Record<string, JsonValue>>

/** A connector document of the catalog, compiled, with the example values that it states. */
export interface CatalogConnector {
  readonly text: string
  readonly definition: Definition
  readonly operations: readonly Operation[]
  /** Every parameter of an operation but headers with a value of their own, and what is composed of others, at its example value. */
  examplesOf(operation: Operation): Params
  /** The properties of one record of the operation's result, as the document describes it. */
  getRecordFields(operation: Operation): readonly (readonly [string, JsonValue])[]
  /** Path of the base URL, without a slash at its end. */
  readonly base_path: string
  /** Plans a call as a connector would whose every credential is {@link TOKEN}, for a narrowed caller if `reach` says so. */
  plan(entity: string, action: string, params: Params, settings?: Params, reach?: Reach): PlannedRequest
}

/** Every credential of planned requests. */
export const TOKEN = 'token-of-this-test'

/** The time of planned requests, for defaults that are computed from it. */
const NOW = Date.UTC(2026, 0, 31)

/** Values for settings that a document demands, by what they stand for in the address. */
const SETTINGS: Readonly<Record<string, string>> = {
  label: 'acme',
  host: 'acme.example',
  origin: 'https://acme.example',
  path: 'acme',
  text: 'acme',
}

/** @param slug Names the folder; its document must be in the catalog. */
export function catalogConnector(slug: string): CatalogConnector {
  const found = catalogDocuments().find((document) => document.slug === slug)
  if (found === undefined) throw new Error(`The catalog has no ${slug}`)
  const text = readFileSync(found.url, 'utf8')
  const definition = compileDefinition(loadDocument(text, `${slug}/connector.yaml`))
  const demanded = Object.fromEntries(
    definition.settings
      .filter(({ required }) => required)
      .map(({ name, shape }) => [name, SETTINGS[shape] ?? '']),
  )
  return {
    text,
    definition,
    operations: [...definition.entities.values()].flatMap((actions) => [...actions.values()]),
    examplesOf(operation) {
      const wanted = operation.parameters.filter((parameter) => {
        // A text that is composed of others cannot be given with them.
        if (parameter.composed !== undefined) return false
        if (parameter.in === 'header')
          return parameter.default === undefined && parameter.example !== undefined
        return !(operation.action === 'download' && parameter.name === 'range_header')
      })
      return Object.fromEntries(
        wanted.map(({ name, schema, example = ownMember(schema, 'example') }) => {
          if (example === undefined) throw new Error(`${slug} ${operation.path}: ${name} has no example`)
          return [name, example]
        }),
      )
    },
    getRecordFields: (operation) => getMembers(ownMember(recordSchema(operation), 'properties')),
    base_path: resolveTarget(definition, { settings: demanded }).base_url.pathname.replace(/\/$/, ''),
    plan(entity, action, params, settings = {}, reach) {
      const target = resolveTarget(definition, { settings: { ...demanded, ...settings } })
      const { auth_options } = definition
      const auth_option = auth_options.find(({ kind }) => kind !== 'oauth2') ?? auth_options[0]
      if (auth_option === undefined) throw new Error(`${slug} says no way to authenticate`)
      const credentials = Object.fromEntries(auth_option.fields.map(({ name }) => [name, TOKEN]))
      const context = { definition, ...target, auth_option, credentials, reach, now: NOW }
      const authenticated = { ...context, tokens: { access_token: TOKEN } }
      const call = { entity, action, params }
      return action === 'download'
        ? planDownload(authenticated, call).request
        : planRequest(authenticated, call)
    },
  }
}

/** The members of a JSON object, none for anything else. */
export function getMembers(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? Object.entries(value) : []
}
