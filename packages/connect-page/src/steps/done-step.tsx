import type { Account, ConnectPage, EntityGrant, ListedService, Result, Service } from '#types.ts'
import { Button, Heading, Mark, Notice, Tick } from '#ui/parts.tsx'
import { useTexts } from '#ui/use-texts.ts'
import { toWords } from './access-choice.tsx'

const MOST_NAMED = 4

interface DoneStepProps {
  readonly page: ConnectPage
  /** Service, with its entities if the page still knows them. */
  readonly service: (ListedService & Partial<Service>) | undefined
  readonly result: Result
  /** Access that the end user chose. Undefined: everything the service offers here. */
  readonly grants: readonly EntityGrant[] | undefined
  /** Continues to the application. Undefined: the page ends here. */
  readonly onGoOn: (() => void) | undefined
  readonly goesOnByItself: boolean
}

/** Last step: the connected account and its access. */
export function DoneStep({ page, service, result, grants, onGoOn, goesOnByItself }: DoneStepProps) {
  const texts = useTexts()
  const { organization, kind } = page
  const name = service?.name ?? ''
  const before = getOtherAccount(page, result)
  const list = (mode: 'read' | 'write') => {
    const offered = (service?.entities ?? []).filter((one) => one[mode]).map(({ entity }) => entity)
    const names = (
      grants?.filter(({ modes }) => modes?.includes(mode)).map(({ entity }) => entity) ?? offered
    )
      .filter((entity) => mode === 'write' || entity !== result.unreadable)
      .map(toWords)
    return names.length === 0
      ? undefined
      : texts.andMore(names.slice(0, MOST_NAMED).join(', '), Math.max(0, names.length - MOST_NAMED))
  }
  const [read, write] = [list('read'), list('write')]
  return (
    <>
      <div class="done-mark">
        <Mark src={service?.icon_url ?? null} size={40} />
      </div>
      <Heading>{kind === 'reconnect' ? texts.doneAgain(name) : texts.done(name)}</Heading>
      <ul class="facts">
        <Fact>{texts.reached(name)}</Fact>
        {result.account !== null && <Fact>{texts.signedInAs(toName(result.account))}</Fact>}
        {read !== undefined && <Fact>{texts.canRead(read)}</Fact>}
        {write !== undefined && <Fact>{texts.canWrite(write)}</Fact>}
      </ul>
      {result.unreadable !== undefined && (
        <Notice kind="warn" title={texts.cannotRead(toWords(result.unreadable))}>
          {texts.cannotReadHelp(name)}
        </Notice>
      )}
      {before !== undefined && (
        <Notice kind="warn" title={texts.otherAccount}>
          {texts.otherAccountHelp(toName(before), result.account === null ? '' : toName(result.account))}
        </Notice>
      )}
      {page.status === 'awaiting_confirmation' && <p>{texts.awaiting(organization.name)}</p>}
      {onGoOn === undefined ? (
        <p>{texts.closePage}</p>
      ) : (
        <>
          <div class="actions">
            <Button kind="primary" onClick={onGoOn}>
              {texts.goOn(organization.name)}
            </Button>
          </div>
          {goesOnByItself && <p role="status">{texts.goingOn(organization.name)}</p>}
        </>
      )}
    </>
  )
}

function Fact({ children }: { readonly children: string }) {
  return (
    <li>
      <Tick />
      <span>{children}</span>
    </li>
  )
}

/** Returns the previously connected account if the end user has now connected a different one. */
export function getOtherAccount({ previous_account }: ConnectPage, { account }: Result): Account | undefined {
  return previous_account !== null && account !== null && previous_account.id !== account.id
    ? previous_account
    : undefined
}

function toName({ id, name }: Account): string {
  return name ?? id
}
