import { createDocumentReader, type DocumentReader, type Fields } from '#document/document-reader'
import { type ConnectorDocument, invalid, loadDocument } from '#document/load-document'
import type {
  Action,
  Definition,
  DocumentationUrl,
  ErrorCheck,
  ExampleQuestions,
  Operation,
  Warning,
} from '#model/definition'
import type { DerivedSetting } from '#model/derived-setting'
import type { DocumentProblem } from '#model/errors'
import { settingsFromService } from '#oauth/settings-from-service'
import { reportUnreachable } from '#reach/compile-reach'
import { deepFreeze } from '#text/deep-freeze'
import { withoutUndefined } from '#text/without-undefined'
import { compileAuthOptions, endpointSettings } from './compile-auth-option.ts'
import { compileIdentity } from './compile-identity.ts'
import { compileOperation, type OperationContext } from './compile-operation.ts'
import { compileRelationships } from './compile-relationships.ts'
import { compileRetry } from './compile-retry.ts'
import { createSchemaReader } from './compile-schemas.ts'
import { withOperationScopes } from './compile-scopes.ts'
import {
  compileFurtherSettings,
  compileOptionServers,
  compileScoping,
  compileServer,
} from './compile-settings.ts'

const NORMALIZATION = 'x-airbyte-config-normalization'
const RULE_KEYS = ['target', 'source', 'when_missing', 'transform']

const ROOT_KEYS = ['openapi', 'info', 'servers', 'components', 'paths', 'security', 'tags', 'externalDocs']
const INFO_KEYS = ['title', 'version', 'description', 'summary', 'termsOfService', 'contact', 'license']
const PATH_KEYS = ['summary', 'description', 'parameters', 'servers']
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
const IGNORED_METHODS = ['head', 'options', 'trace']

/**
 * Loads a connector document.
 *
 * @param source Name of the document in messages, such as its path.
 * @throws {EngineError} `document_invalid`.
 */
export function loadDefinition(text: string, source: string): { readonly definition: Definition } {
  return { definition: compileDefinition(loadDocument(text, source)) }
}

/**
 * Compiles a document into the definition of a connector.
 *
 * @throws {EngineError} `document_invalid`, with all problems.
 */
export function compileDefinition(document: ConnectorDocument): Definition {
  const { definition, problems } = compileDocument(document)
  if (problems.length > 0) throw invalid(document.source, problems)
  return definition
}

/** Result of compiling a document. Use the definition only if there are no problems. */
export interface CompiledDocument {
  readonly definition: Definition
  readonly problems: readonly DocumentProblem[]
  readonly warnings: readonly Warning[]
}

/** Compiles like {@link compileDefinition}, but collects all problems of a faulty document. */
export function compileDocument(document: ConnectorDocument): CompiledDocument {
  const reader = createDocumentReader()
  const root = reader.fields(document.root, 'the document', ROOT_KEYS)
  const openapi = root.requiredText('openapi', '3.1.0')
  if (openapi !== '' && !openapi.startsWith('3.1.')) {
    reader.report(root.node('openapi') ?? root.at, `openapi must be 3.1.x, not ${openapi}`)
  }
  const info = reader.fields(root.node('info'), 'info', INFO_KEYS)
  const title = info.requiredText('title', 'Acme')
  const scoping = compileScoping(reader, info)
  const server = compileServer(reader, root)
  const own = compileOptionServers(reader, root)
  const auth_options = compileAuthOptions(reader, root).map((option) => {
    const base_url = own.get(option.name)?.base_url
    return base_url === undefined ? option : { ...option, base_url }
  })
  const ofOptions = [...own.values()].flatMap(({ settings }) => settings)
  const servers = [
    ...server.settings,
    ...ofOptions.filter(({ name }) => server.settings.every((known) => known.name !== name)),
  ]
  const context = { error_check: readErrorCheck(info), retry: compileRetry(reader, info) }
  const entities = compileEntities(reader, root, context)
  reportUnreachable(reader, root, entities)
  const operations = [...entities.values()].flatMap((actions) => [...actions.values()])
  const injected = operations.flatMap((operation) =>
    operation.parameters.flatMap((parameter) => parameter.inject?.source ?? []),
  )
  const further = compileFurtherSettings(info, servers, scoping, [
    ...injected,
    ...endpointSettings(auth_options),
  ])

  for (const option of auth_options) {
    for (const name of settingsFromService(option)) {
      if (servers.some((setting) => setting.name === name)) continue
      const key = option.token_extract.includes(name) ? 'x-airbyte-token-extract' : 'x-bulkhead-token-lookup'
      reader.report(root.at, `${key} of ${option.name} names ${name}, which is no server variable`)
    }
    const { lookup } = option.oauth ?? {}
    const receivers = [option.base_url ?? server.base_url, option.oauth?.token_url ?? '']
    if (lookup !== undefined && !receivers.some((url) => isSameHost(lookup.url, url))) {
      reader.report(
        root.at,
        `x-bulkhead-token-lookup of ${option.name} must be at the host of its base URL or of its tokenUrl`,
      )
    }
  }
  const identity = compileIdentity(reader, info, entities)
  const definition: Definition = {
    definition_id: readDefinitionId(reader, info),
    slug: info.text('x-airbyte-connector-name') ?? title.toLowerCase().replaceAll(' ', '-'),
    title,
    display_name: title.replace(/( API)? Connector$/, ''),
    version: info.requiredText('version', '1.0.0'),
    description: info.text('description') ?? '',
    documentation_urls: readDocumentationUrls(reader, info),
    ...readMark(reader, info),
    ...readAuthTooltip(info),
    base_url: server.base_url,
    settings: [...servers, ...further.settings],
    scoping,
    ignored_settings: new Set([...server.ignored, ...further.ignored]),
    derived_settings: compileDerivedSettings(reader, info),
    relationships: compileRelationships(reader, info, entities),
    auth_options: withOperationScopes(auth_options, entities, reader, root),
    ...(identity !== undefined && { identity }),
    entities,
    example_questions: readExampleQuestions(info),
    warnings: reader.warnings,
  }
  return deepFreeze({ definition, problems: reader.problems, warnings: reader.warnings })
}

function compileEntities(reader: DocumentReader, root: Fields, shared: Omit<OperationContext, 'schemaAt'>) {
  const context = { ...shared, schemaAt: createSchemaReader(reader, root) }
  const entities = new Map<string, Map<Action, Operation>>()
  const paths = root.fields('paths')?.entries() ?? []
  if (paths.length === 0) reader.report(root.at, 'the document needs paths with at least one operation')
  for (const [path, node, where] of paths) {
    const methods = METHODS.map((method) => method.toLowerCase())
    const item = reader.fields(node, where, [...PATH_KEYS, ...methods, ...IGNORED_METHODS])
    for (const method of METHODS) {
      const at = item.node(method.toLowerCase())
      if (at === undefined) continue
      const operation = compileOperation(reader, path, method, at, context)
      if (operation === undefined) continue
      const { entity, action } = operation
      const actions = entities.get(entity) ?? new Map<Action, Operation>()
      const shadowed = actions.get(action)
      if (shadowed !== undefined) {
        reader.warn(at, `${entity} ${action} is declared twice; ${shadowed.path} can no longer be called`)
      }
      entities.set(entity, actions.set(action, operation))
    }
  }
  return entities
}

/** Returns whether a token for one URL may also be sent to the other. */
function isSameHost(url: string, base_url: string): boolean {
  const [authority] = /^https?:\/\/[^/{}]+/.exec(base_url) ?? []
  return authority !== undefined && URL.parse(url)?.origin === URL.parse(authority)?.origin
}

function readDefinitionId(reader: DocumentReader, info: Fields): string {
  const key = 'x-airbyte-connector-definition-id'
  const id = info.requiredText(key, '(a new UUID)').toLowerCase()
  if (id !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    reader.report(info.node(key) ?? info.at, `info.${key} must be a UUID, not ${id}`)
  }
  return id
}

function readDocumentationUrls(reader: DocumentReader, info: Fields): readonly DocumentationUrl[] {
  const key = 'x-airbyte-external-documentation-urls'
  if (info.node(key) === undefined) reader.report(info.at, `info needs ${key}, which may be an empty list`)
  return info.list(key).map((node, index) => {
    const fields = reader.fields(node, `info.${key}[${index}]`, ['url', 'type', 'title'])
    const title = fields.text('title')
    return {
      url: fields.requiredText('url', 'https://docs.acme.example'),
      type: fields.text('type') ?? 'other',
      ...(title !== undefined && { title }),
    }
  })
}

/** Reads the name of the service's mark. */
function readMark(reader: DocumentReader, info: Fields): Pick<Definition, 'mark'> {
  const key = 'x-bulkhead-mark'
  const mark = info.text(key)
  if (mark === undefined) return {}
  if (!/^[a-z0-9]{1,60}$/.test(mark)) {
    reader.report(info.node(key) ?? info.at, `info.${key} must be a name of lowercase letters and digits`)
  }
  return { mark }
}

/** Reads the tooltip, for display only. Ignores values other than a string or a mapping of strings. */
function readAuthTooltip(info: Fields): Pick<Definition, 'auth_tooltip'> {
  const key = 'x-airbyte-auth-tooltip'
  const tooltip = info.node(key)
  if (tooltip?.kind === 'scalar') return { auth_tooltip: String(tooltip.value) }
  return tooltip?.kind === 'mapping' ? { auth_tooltip: Object.fromEntries(info.plainMap(key)) } : {}
}

function readErrorCheck(info: Fields): ErrorCheck | undefined {
  const check = info.fields('x-airbyte-response-error-check', [
    'field',
    'on_value',
    'ok_value',
    'message_field',
  ])
  if (check === undefined) return undefined
  const message_field = check.text('message_field')
  const ok_value = check.json('ok_value')
  return {
    field: check.requiredText('field', 'ok'),
    on_value: check.json('on_value') ?? null,
    ...withoutUndefined({ ok_value, message_field }),
  }
}

function readExampleQuestions(info: Fields): ExampleQuestions {
  const questions = info.fields('x-airbyte-example-questions')
  return {
    direct: questions?.texts('direct') ?? [],
    context_store_search: questions?.texts('context_store_search') ?? questions?.texts('search') ?? [],
    unsupported: questions?.texts('unsupported') ?? [],
  }
}

/** Compiles the settings that are the end of a credential, as the document declares. */
function compileDerivedSettings(reader: DocumentReader, info: Fields): readonly DerivedSetting[] {
  const normalization = info.fields(NORMALIZATION, ['rules'])
  return (normalization?.list('rules') ?? []).flatMap((node, index): DerivedSetting[] => {
    const fields = reader.fields(node, `info.${NORMALIZATION}.rules[${index}]`, RULE_KEYS)
    const transform = fields.fields('transform', ['type', 'delimiter'])
    const type = transform?.requiredText('type', 'suffix')
    if (type !== 'suffix') {
      reader.report(
        transform?.at ?? fields.at,
        `${fields.where}.transform must be { type: suffix, delimiter: "-" }`,
      )
      return []
    }
    return [
      {
        setting: fields.requiredText('target', 'data_center'),
        source: fields.requiredText('source', 'credentials.apikey'),
        delimiter: transform?.requiredText('delimiter', '"-"') ?? '',
        when_missing: fields.flag('when_missing') ?? true,
      },
    ]
  })
}
