import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'

/** Logo of the service with a definition id: a question mark if it left the catalog, room for one while services load. */
export function IconOfService({ id }: { readonly id: string | null }) {
  const { all, byId } = useServices()
  if (id === null || all.length === 0) return <span aria-hidden="true" className="size-5 shrink-0" />
  const service = byId.get(id)
  return <ServiceIcon slug={service?.connector_name ?? null} name={service?.name ?? '?'} size="xs" />
}
