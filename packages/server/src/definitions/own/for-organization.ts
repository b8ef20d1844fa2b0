import type { Definitions } from '../load-definitions.ts'
import type { OwnDefinitions } from './own-definitions.ts'

interface Dependencies {
  readonly definitions: Definitions
  readonly ownDefinitions: OwnDefinitions
}

/** Returns services that know the definitions of an organization, for work that no caller of it began. */
export async function forOrganization<Services extends Dependencies>(
  services: Services,
  organization: string,
): Promise<Services> {
  return { ...services, definitions: await services.ownDefinitions.of(organization) }
}
