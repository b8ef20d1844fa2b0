import { t } from '@lingui/core/macro'
import { Combobox } from '#ui/form/combobox.tsx'
import { useServices } from './use-services.ts'

interface ServiceFilterProps {
  /** Definition id. Empty: any service. */
  readonly value: string
  readonly onChange: (definition_id: string) => void
}

/** Filter that narrows a list to one service. */
export function ServiceFilter({ value, onChange }: ServiceFilterProps) {
  const services = useServices()
  return (
    <Combobox
      label={t`Service`}
      className="w-36 @max-3xl/page:w-full"
      value={value}
      options={[
        { value: '', label: t`Any service` },
        ...services.all.map(({ actor_definition_id, name }) => ({ value: actor_definition_id, label: name })),
      ]}
      onChange={onChange}
      empty={t`No such service.`}
    />
  )
}
