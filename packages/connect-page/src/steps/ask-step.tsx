import { useState } from 'preact/hooks'
import { getInAppBrowser } from '#session/in-app-browser.ts'
import type { Secrets } from '#session/secrets.ts'
import type { Check, ConnectPage, ListedService, Service } from '#types.ts'
import { Button, Heading, Mark, Notice } from '#ui/parts.tsx'
import { useTexts } from '#ui/use-texts.ts'
import { ServicesStep } from './services-step.tsx'
import { type Entry, WayStep } from './way-step.tsx'

interface AskStepProps {
  readonly page: ConnectPage
  readonly secrets: Secrets
  readonly service: Service | undefined
  readonly failure: string | undefined
  readonly onChoose: (service: ListedService | undefined) => void
  readonly onCredentials: (entry: Entry) => Promise<Check | null | undefined>
  readonly onAuthorize: (entry: Entry) => Promise<void>
  readonly onDecline: () => void
  readonly onDisconnect: (service: Service) => void
}

/** First step: the requester, the requested access, the end user and the button to continue. */
export function AskStep({ page, secrets, service, failure, ...on }: AskStepProps) {
  const texts = useTexts()
  const [wasChosen, setChosen] = useState(false)
  const { organization, kind, services, existing } = page
  const customer = page.asks_for === '' ? null : page.asks_for
  const names = { organization: organization.name, service: service?.name ?? '' }
  const replaced = existing.filter(({ definition_id }) => definition_id === service?.definition_id)
  return (
    <>
      {service !== undefined && services.length > 1 && (
        <button type="button" class="back" onClick={() => on.onChoose(undefined)}>
          <span aria-hidden="true">‹</span> {texts.back}
        </button>
      )}
      {service !== undefined && <Mark src={service.icon_url} size={40} />}
      <Heading key={service?.definition_id ?? ''} takesFocus={wasChosen}>
        {service === undefined
          ? texts.titleMany(organization.name, customer)
          : kind === 'reconnect'
            ? texts.titleAgain(names, customer)
            : texts.titleFor(names, customer)}
      </Heading>
      <p class="help">
        {page.end_user_name !== null && `${texts.greeting(page.end_user_name)} `}
        {texts.notYou}
      </p>
      <InAppHint secrets={secrets} />
      {replaced.length > 0 && kind === 'new' && (
        <Notice kind="info">{texts.replaces(replaced.map(({ name }) => name).join(', '))}</Notice>
      )}
      {service === undefined ? (
        <>
          {failure !== undefined && (
            <Notice kind="bad" title={texts.failed} isAlert>
              {failure}
            </Notice>
          )}
          <ServicesStep
            services={services}
            onChoose={(chosen) => {
              setChosen(true)
              on.onChoose(chosen)
            }}
          />
        </>
      ) : (
        <WayStep
          key={service.definition_id}
          service={service}
          organization={organization.name}
          failure={failure}
          onCredentials={on.onCredentials}
          onAuthorize={on.onAuthorize}
        />
      )}
      <div class="actions end">
        <Button kind="quiet" onClick={on.onDecline}>
          {texts.decline}
        </Button>
        {kind === 'reconnect' && service !== undefined && (
          <Button kind="danger" onClick={() => on.onDisconnect(service)}>
            {texts.disconnect}
          </Button>
        )}
      </div>
    </>
  )
}

/** Hint for people in an app's built-in browser: the link to copy into a regular browser. */
function InAppHint({ secrets: { session_id, token } }: { readonly secrets: Secrets }) {
  const texts = useTexts()
  const [isCopied, setCopied] = useState(false)
  const app = getInAppBrowser(navigator.userAgent)
  if (app === undefined) return null
  return (
    <Notice kind="warn" title={texts.inApp(app)}>
      <p>{texts.inAppHelp}</p>
      <Button
        onClick={() =>
          void navigator.clipboard
            .writeText(`${location.origin}/connect/${session_id}#${token}`)
            .then(() => setCopied(true))
        }
      >
        {texts.copyLink}
      </Button>
      <span role="status"> {isCopied && texts.copied}</span>
    </Notice>
  )
}
