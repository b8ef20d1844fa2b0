import { useEffect } from 'preact/hooks'
import type { Service } from '#types.ts'
import { Button, Heading, Mark } from '#ui/parts.tsx'
import { useTexts } from '#ui/use-texts.ts'

const LOOK_EVERY_MS = 2_000

interface WaitingStepProps {
  readonly service: Service
  readonly look: () => Promise<void>
  readonly onBack: () => void
}

/** Waits for the authorization in another window. It polls the server, because that window may have lost its opener. */
export function WaitingStep({ service, look, onBack }: WaitingStepProps) {
  const texts = useTexts()
  useEffect(() => {
    let isOver = false
    let timeout: ReturnType<typeof setTimeout>
    const next = () => {
      timeout = setTimeout(async () => {
        try {
          await look()
        } finally {
          if (!isOver) next()
        }
      }, LOOK_EVERY_MS)
    }
    next()
    return () => {
      isOver = true
      clearTimeout(timeout)
    }
  }, [])
  return (
    <>
      <Mark src={service.icon_url} size={40} />
      <Heading>{texts.waiting(service.name)}</Heading>
      <p role="status">{texts.waitingHelp}</p>
      <span class="spinner" aria-hidden="true" />
      <div class="actions">
        <Button onClick={onBack}>{texts.startAgain}</Button>
      </div>
    </>
  )
}
