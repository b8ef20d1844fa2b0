import { useMemo } from 'react'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'
import type { FilterOption } from './find-options.ts'

/** Returns the services of the catalog as options. */
export function useServiceOptions(): readonly FilterOption<'service'>[] {
  const { all } = useServices()
  return useMemo(
    () =>
      all.map(({ actor_definition_id, connector_name, name }) => ({
        name: 'service' as const,
        value: actor_definition_id,
        label: name,
        icon: <ServiceIcon slug={connector_name} name={name} size="sm" />,
      })),
    [all],
  )
}
