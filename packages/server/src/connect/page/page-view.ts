import type { ConnectPage, ConnectService } from '@bulkhead/contract/connect/page'
import type { AuthOption, Definition } from '@bulkhead/engine'
import { usedSettings } from '@bulkhead/engine/describe'
import { authorizableIn, fieldsFromService, settingsFromService } from '@bulkhead/engine/oauth'
import type { Principal } from '#access/request/principal'
import { getCredentialHelp, toOptionLabel } from '#connectors/definitions/configuration-spec'
import type { KnownDefinition } from '#connectors/definitions/load-definitions'
import { isBoundAsStated } from '#connectors/oauth/organization-client'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import { readBranding } from '#tenancy/organizations/branding-view'

type Way = ConnectService['ways'][number]
type JsonSchema = Record<string, unknown>

/** Facts about the organization that the page shows, and the services for which it has an OAuth client. */
export interface OrganizationFacts {
  readonly organization: ConnectPage['organization']
  /** Origins to which each client is bound, by definition. */
  readonly clients: ReadonlyMap<string, readonly string[]>
}

/** Reads the facts about the organization that the page shows. */
export async function readOrganizationFacts(
  { database, issuer }: { readonly database: Database; readonly issuer: string },
  principal: Pick<Principal, 'organization'>,
): Promise<OrganizationFacts> {
  return asOrganizationOf(database, principal, async (tx) => {
    const { name } = await tx.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    const { updated_at: _, ...branding } = await readBranding(tx, issuer)
    const clients = await tx.selectFrom('oauth_clients').select(['definition_id', 'origins']).execute()
    return {
      organization: { ...branding, name: branding.name ?? name },
      clients: new Map(clients.map(({ definition_id, origins }) => [definition_id, origins])),
    }
  })
}

/** Returns a service as an item of the page's list, without reading its document. */
export function toListedService({ definition_id, slug, display_name, icon }: KnownDefinition) {
  return { definition_id, slug, name: display_name, icon_url: icon }
}

/**
 * Returns a service with the ways to give a credential. The first is signing in at the service, if the organization has
 * a client. Then follow the ways with fields to fill in.
 *
 * @param isElsewhere Whether the connector uses another host than the service itself. The organization's client is not
 *   used there.
 */
export function toPageService(
  known: KnownDefinition,
  { clients }: OrganizationFacts,
  restriction: readonly EntityPermission[] | null,
  isElsewhere: boolean,
): ConnectService {
  const { definition } = known
  const origins = clients.get(known.definition_id)
  const authorizable = authorizableIn(definition)
  const hasClient = !isElsewhere && origins !== undefined && isBoundAsStated(definition, origins)
  const signIn = authorizable !== undefined && hasClient ? [toWay(definition, authorizable, 'oauth')] : []
  const others = definition.auth_options.filter(({ kind }) => kind !== 'oauth2')
  // The fields of OAuth are for developers. A customer sees them only if there is no other way.
  const filled = signIn.length + others.length > 0 ? others : definition.auth_options
  return {
    ...toListedService(known),
    ways: [...signIn, ...filled.map((option) => toWay(definition, option, 'fields'))],
    entities: toEntities(definition, restriction),
    settings_schema: toSettingsSchema(definition, signIn.length > 0 ? authorizable : undefined),
  }
}

function toWay(definition: Definition, option: AuthOption, kind: Way['kind']): Way {
  const given = kind === 'oauth' ? fieldsFromService(option) : []
  const fields = option.fields.filter(({ name }) => !given.includes(name))
  return {
    option: option.name,
    kind,
    title: toOptionLabel(option),
    help: kind === 'oauth' ? null : toHelp(definition, option),
    schema: {
      type: 'object',
      required: fields.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(
        fields.map(({ name, title, type, description, format }): [string, JsonSchema] => [
          name,
          {
            type,
            title,
            ...(description !== undefined && { description }),
            ...(format !== undefined && { format }),
            writeOnly: true,
          },
        ]),
      ),
    },
  }
}

function toHelp(definition: Definition, option: AuthOption): Way['help'] {
  const help = getCredentialHelp(definition, option)
  return help && { ...help, scopes: [...help.scopes] }
}

function toEntities({ entities }: Definition, restriction: readonly EntityPermission[] | null) {
  return [...entities].flatMap(([entity, actions]) => {
    const allowed = restriction?.find((one) => one.entity === entity)
    if (restriction !== null && allowed === undefined) return []
    const operations = [...actions.values()]
    const may = (mode: 'read' | 'write') =>
      operations.some(({ effect }) => effect === mode) &&
      (allowed?.modes == null || allowed.modes.includes(mode))
    const scopesTo = (mode: 'read' | 'write') =>
      may(mode)
        ? [
            ...new Set(
              operations.filter(({ effect }) => effect === mode).flatMap(({ scopes = [] }) => scopes),
            ),
          ]
        : []
    const scopes = { read: scopesTo('read'), write: scopesTo('write') }
    return [{ entity, read: may('read'), write: may('write'), scopes }]
  })
}

/** @param authorized Option by which the end user signs in. Its tokens bring some settings. */
function toSettingsSchema(definition: Definition, authorized: AuthOption | undefined): JsonSchema {
  const brought = authorized === undefined ? [] : settingsFromService(authorized)
  const settings = usedSettings(definition).filter(({ name }) => !brought.includes(name))
  return {
    type: 'object',
    required: settings
      .filter(({ required, default: preset }) => required && preset === undefined)
      .map(({ name }) => name),
    properties: Object.fromEntries(
      settings.map(({ name, schema, description, default: preset }) => [
        name,
        {
          ...schema,
          ...(description !== undefined && { description }),
          ...(preset !== undefined && { default: preset }),
        },
      ]),
    ),
  }
}
