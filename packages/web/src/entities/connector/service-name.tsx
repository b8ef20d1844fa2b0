import { None } from '#ui/show/none.tsx'
import { useServices } from './use-services.ts'

/** Name of a service. Renders nothing if the service left the catalog. */
export function ServiceName({ id }: { readonly id: string | null }) {
  const service = useServices().byId.get(id ?? '')
  if (service === undefined) return <None />
  return <span className="block truncate">{service.name}</span>
}
