import { useState } from 'preact/hooks'
import type { Service } from '#types.ts'
import { Button, Heading, Mark } from '#ui/parts.tsx'
import { useTexts } from '#ui/use-texts.ts'

interface DisconnectStepProps {
  readonly service: Service
  readonly organization: string
  readonly onDisconnect: () => Promise<void>
  readonly onBack: () => void
}

/** Asks for confirmation before it ends a connection. */
export function DisconnectStep({ service, organization, onDisconnect, onBack }: DisconnectStepProps) {
  const texts = useTexts()
  const [isBusy, setBusy] = useState(false)
  return (
    <>
      <Mark src={service.icon_url} size={40} />
      <Heading>{texts.disconnectTitle(service.name)}</Heading>
      <p>{texts.disconnectHelp({ organization, service: service.name })}</p>
      <div class="actions">
        <Button
          kind="danger"
          isBusy={isBusy}
          onClick={() => {
            setBusy(true)
            void onDisconnect().finally(() => setBusy(false))
          }}
        >
          {texts.disconnect}
        </Button>
        <Button onClick={onBack}>{texts.cancel}</Button>
      </div>
    </>
  )
}
