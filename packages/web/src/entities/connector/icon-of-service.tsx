import { ServiceIcon } from './service-icon.tsx'
import { useServices } from './use-services.ts'

/** Logo of the service with a definition id. One that left the catalog has a letter. */
export function IconOfService({
  id,
  size = 'xs',
}: {
  readonly id: string | null
  readonly size?: 'xs' | 'sm'
}) {
  const service = useServices().byId.get(id ?? '')
  return <ServiceIcon slug={service?.connector_name ?? null} name={service?.name ?? '?'} size={size} />
}
