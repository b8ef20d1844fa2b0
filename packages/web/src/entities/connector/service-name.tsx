import { Trans } from '@lingui/react/macro'
import { useServices } from './use-services.ts'

/** Name of a service. Renders nothing if the service left the catalog. */
export function ServiceName({ id }: { readonly id: string | null }) {
  const service = useServices().byId.get(id ?? '')
  if (service === undefined)
    return (
      <span className="text-subtle">
        <Trans>none</Trans>
      </span>
    )
  return <span className="block truncate">{service.name}</span>
}
