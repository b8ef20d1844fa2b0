import type { DetailedTemplate, SummarizedTemplate } from '@bulkhead/contract/templates'
import { configurationSpec } from './configuration-spec.ts'
import type { KnownDefinition } from './load-definitions.ts'

function commonFields({ display_name, slug, template_id, icon }: KnownDefinition) {
  return {
    id: template_id,
    name: display_name,
    icon,
    connector_name: slug,
    organization_id: null,
    customization: null,
    tags: [],
    mode: 'DIRECT' as const,
    runtime_mode: 'direct_only' as const,
    supports_context_store: false,
    created_at: null,
    updated_at: null,
  }
}

/** Returns the template of a definition as an item of a list. */
export function summarizedTemplate(known: KnownDefinition): SummarizedTemplate {
  return { ...commonFields(known), actor_definition_id: known.definition_id }
}

/** Returns the template of a definition with the specification of its configuration. */
export function detailedTemplate(known: KnownDefinition): DetailedTemplate {
  const documentationUrl = known.definition.documentation_urls[0]?.url
  return {
    ...commonFields(known),
    source_definition_id: known.definition_id,
    user_config_spec: {
      connectionSpecification: configurationSpec(known.definition),
      ...(documentationUrl !== undefined && { documentationUrl }),
    },
    partial_default_config: {},
    is_experimental: false,
    auth_tooltip: known.definition.auth_tooltip ?? null,
  }
}
