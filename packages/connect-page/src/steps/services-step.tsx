import { useState } from 'preact/hooks'
import type { ListedService } from '#types.ts'
import { Chevron, Mark } from '#ui/parts.tsx'
import { useTexts } from '#ui/use-texts.ts'

/** Maximum number of services that are listed without a search field. */
const MOST_UNSEARCHED = 8

interface ServicesStepProps {
  readonly services: readonly ListedService[]
  readonly onChoose: (service: ListedService) => void
}

/** Step for choosing a service. */
export function ServicesStep({ services, onChoose }: ServicesStepProps) {
  const texts = useTexts()
  const [query, setQuery] = useState('')
  const found = services.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <section aria-label={texts.chooseService}>
      <h2>{texts.chooseService}</h2>
      {services.length > MOST_UNSEARCHED && (
        <input
          type="search"
          class="search"
          aria-label={texts.searchServices}
          placeholder={texts.searchServices}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ul class="services">
        {found.map((service) => (
          <li key={service.definition_id}>
            <button type="button" class="service" onClick={() => onChoose(service)}>
              <Mark src={service.icon_url} />
              <span>{service.name}</span>
              <Chevron />
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        {services.length === 0 ? texts.noService : found.length === 0 ? texts.noServiceFound : ''}
      </p>
    </section>
  )
}
