import type { Definitions } from '../load-definitions.ts'
import type { OwnDefinitions } from './own-definitions.ts'

interface Dependencies {
  readonly definitions: Definitions
  readonly ownDefinitions: OwnDefinitions
}

/** Returns services that know the definitions of an organization, for work without a caller of the organization. */
export async function forOrganization<Services extends Dependencies>(
  services: Services,
  organization: string,
): Promise<Services> {
  return { ...services, definitions: await services.ownDefinitions.of(organization) }
}
