import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'

/** Logo of the service with a definition id: a question mark if it left the catalog, room for one while services load. */
export function IconOfService({
  id,
  size = 'xs',
}: {
  readonly id: string | null
  readonly size?: 'xs' | 'sm'
}) {
  const { all, byId } = useServices()
  if (id === null || all.length === 0)
    return <span aria-hidden="true" className={size === 'xs' ? 'size-5' : 'size-6'} />
  const service = byId.get(id)
  return <ServiceIcon slug={service?.connector_name ?? null} name={service?.name ?? '?'} size={size} />
}
