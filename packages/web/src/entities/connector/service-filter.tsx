import { Select } from '#ui/form/input.tsx'
import { useServices } from './use-services.ts'

interface ServiceFilterProps {
  /** Id of the definition; empty: any. */
  readonly value: string
  readonly onChange: (definition_id: string) => void
}

/** Narrows a list to one service. */
export function ServiceFilter({ value, onChange }: ServiceFilterProps) {
  const services = useServices()
  return (
    <Select
      aria-label="Service"
      width="w-auto max-w-52 @max-3xl/page:w-full @max-3xl/page:max-w-none"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">Any service</option>
      {services.all.map(({ actor_definition_id, name }) => (
        <option key={actor_definition_id} value={actor_definition_id}>
          {name}
        </option>
      ))}
    </Select>
  )
}
