import type { getDefinition, listDefinitions } from '@bulkhead/contract/definitions'
import { BulkheadError } from '@bulkhead/contract/errors'
import type {
  cloneTemplate as clone,
  getTemplate,
  listGlobalTemplates,
  listTemplates,
} from '@bulkhead/contract/templates'
import type { RequestContext } from '#access/request/principal'
import { configurationSpec } from '#connectors/definitions/configuration-spec'
import { getReadyFor, type KnownDefinition } from '#connectors/definitions/load-definitions'
import { detailedTemplate, summarizedTemplate } from '#connectors/definitions/template-views'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

export const readDefinitions: Handler<typeof listDefinitions> = async (
  { definitions },
  _principal,
  { query },
) => {
  const wanted = query.name?.toLowerCase() ?? ''
  const found = definitions.all.filter(({ display_name, slug }) =>
    [display_name, slug].some((name) => name.toLowerCase().includes(wanted)),
  )
  return { definitions: found.map(definitionItem) }
}

export const readDefinition: Handler<typeof getDefinition> = async (
  { definitions },
  principal,
  { params },
) => {
  const known = definitions.byId(params.definition_id)
  if (known === undefined) throw new BulkheadError('definition_not_found', 'There is no such definition.')
  const { definition } = await getReadyFor(known, principal)
  const documentationUrl = definition.documentation_urls[0]?.url
  return {
    id: definition.definition_id,
    definition: {
      ...definitionItem(known),
      spec: configurationSpec(definition),
      ...(documentationUrl !== undefined && { documentationUrl }),
    },
    entities: [...definition.entities].map(([entity, operations]) => ({
      entity,
      operations: [...operations.values()].map((operation) => ({
        action: operation.action,
        effect: operation.destructive ? ('destructive' as const) : operation.effect,
        ...(operation.effect_reason !== undefined && { effect_reason: operation.effect_reason }),
      })),
    })),
    example_questions: {
      direct: [...definition.example_questions.direct],
      search: [...definition.example_questions.context_store_search],
    },
  }
}

/** Lists the templates. Organizations have none of their own, and those of the catalog have no tags. */
export const readTemplates: Handler<typeof listTemplates> = async (
  { definitions },
  _principal,
  { query },
) => {
  if (query.use_global !== true || (query.tags ?? []).length > 0) return { data: [] }
  return { data: definitions.all.map(summarizedTemplate) }
}

export const readGlobalTemplates: Handler<typeof listGlobalTemplates> = async ({ definitions }) => {
  return { data: definitions.all.map(summarizedTemplate) }
}

export const readTemplate: Handler<typeof getTemplate> = (services, principal, { params }) =>
  findTemplate(services, principal, params.template_id)

/** Returns the template that a client wants to clone: organizations use those of the catalog. */
export const cloneTemplate: Handler<typeof clone> = (services, principal, { body }) =>
  findTemplate(services, principal, body.original_source_template_id)

async function findTemplate(
  { definitions }: Pick<Services, 'definitions'>,
  principal: RequestContext,
  template_id: string,
) {
  const known = definitions.byTemplate(template_id)
  if (known === undefined) throw new BulkheadError('template_not_found', 'There is no such template.')
  return detailedTemplate(await getReadyFor(known, principal))
}

function definitionItem({ display_name, definition_id, custom, icon }: KnownDefinition) {
  return {
    name: display_name,
    sourceDefinitionId: definition_id,
    ...(icon !== null && { iconUrl: icon }),
    custom,
    supportLevel: custom ? ('none' as const) : ('certified' as const),
  }
}
