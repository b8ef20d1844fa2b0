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

/** Compiled connector document of the catalog, with the example values in it. */
export interface CatalogConnector {
  readonly text: string
  readonly definition: Definition
  readonly operations: readonly Operation[]
  /**
   * Returns the example values of an operation's parameters, except headers with a fixed value and parameters that are
   * composed of others.
   */
  examplesOf(operation: Operation): Params
  /** Returns the properties of one record of the operation's result, as the document describes it. */
  getRecordFields(operation: Operation): readonly (readonly [string, JsonValue])[]
  /** Path of the base URL, without a trailing slash. */
  readonly base_path: string
  /**
   * Plans a call of a connector whose credentials all are {@link TOKEN}. If `reach` is given, the caller is narrowed to
   * it.
   */
  plan(entity: string, action: string, params: Params, settings?: Params, reach?: Reach): PlannedRequest
}

/** Value of every credential in planned requests. */
export const TOKEN = 'token-of-this-test'

/** Time of planned requests, for defaults that depend on it. */
const NOW = Date.UTC(2026, 0, 31)

/** Values for required settings, by what they stand for in the base URL. */
const SETTINGS: Readonly<Record<string, string>> = {
  label: 'acme',
  host: 'acme.example',
  origin: 'https://acme.example',
  path: 'acme',
  text: 'acme',
}

const loaded = new Map<string, CatalogConnector>()

/** Returns a connector of the catalog, which is compiled once. @param slug Name of its folder. */
export function catalogConnector(slug: string): CatalogConnector {
  const known = loaded.get(slug) ?? loadConnector(slug)
  loaded.set(slug, known)
  return known
}

function loadConnector(slug: string): CatalogConnector {
  const found = catalogDocuments().find((document) => document.slug === slug)
  if (found === undefined) throw new Error(`The catalog has no ${slug}`)
  const text = readFileSync(found.url, 'utf8')
  const definition = compileDefinition(loadDocument(text, `${slug}/connector.yaml`))
  const demanded = Object.fromEntries(
    definition.settings
      .filter(({ required }) => required)
      .map(({ name, shape }) => [name, SETTINGS[shape] ?? '']),
  )
  const usual = resolveTarget(definition, { settings: demanded })
  return {
    text,
    definition,
    operations: [...definition.entities.values()].flatMap((actions) => [...actions.values()]),
    examplesOf(operation) {
      const wanted = operation.parameters.filter((parameter) => {
        // A composed parameter cannot be given together with its parts.
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
    base_path: usual.base_url.pathname.replace(/\/$/, ''),
    plan(entity, action, params, settings, reach) {
      const target =
        settings === undefined ? usual : resolveTarget(definition, { settings: { ...demanded, ...settings } })
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

/** Returns the members of a JSON object. Empty for any other value. */
export function getMembers(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? Object.entries(value) : []
}
