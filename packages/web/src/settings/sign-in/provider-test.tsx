import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { LEVEL_NAMES, ROLE_NAMES } from '#entities/session/role-names.ts'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { JsonView } from '#ui/show/json-view.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Warning } from '#ui/show/warning.tsx'
import type { Provider } from './provider.ts'

interface ProviderTestProps {
  readonly provider: Provider
  /** Id of the test from which this browser returned. */
  readonly test: string
  readonly onClose: () => void
}

/** Result of a test: the received claims and what they grant, or the error. */
export function ProviderTest({ provider: { id, name, trusts_email }, test, onClose }: ProviderTestProps) {
  const read = useRead('getProviderTest', {
    path: { provider_id: id, test_id: test },
  })
  return (
    <Dialog open onClose={onClose} title={t`Test of ${name}`} size="lg">
      <DialogBody className="flex flex-col gap-4 pb-5" focusable>
        <Loaded read={read} skeleton={<SkeletonRows rows={4} />}>
          {(data) => <Result result={data} trustsEmail={trusts_email} />}
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose} data-autofocus="">
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

interface ResultProps {
  readonly result: Output<'getProviderTest'>
  readonly trustsEmail: boolean
}

function Result({ result: { state, failure, claims, gives }, trustsEmail }: ResultProps) {
  if (state === 'waiting') {
    return (
      <p className="text-sm">
        <Trans>The result of this test is gone: results are kept for ten minutes. Test again.</Trans>
      </p>
    )
  }
  return (
    <>
      {failure !== null && (
        <div role="alert" className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm">
          <p className="font-medium text-bad">
            <Trans>The test failed</Trans>
          </p>
          <p className="break-words">{failure}</p>
        </div>
      )}
      {gives !== undefined && (
        <section>
          <h3 className="mb-1.5 font-medium text-sm">
            <Trans>What a newcomer with these claims would be</Trans>
          </h3>
          <div className="rounded-md border border-line">
            <Facts>
              <Fact name={t`E-mail`}>
                <span className="flex flex-wrap items-center gap-2">
                  {gives.email ?? t`none`}
                  {gives.email !== null && (
                    <Badge tone={gives.email_verified ? 'good' : 'warn'}>
                      {gives.email_verified ? t`verified` : t`not verified`}
                    </Badge>
                  )}
                </span>
              </Fact>
              <Fact name={t`Name`}>{gives.name ?? t`none`}</Fact>
              <Fact name={t`Role`}>{i18n._(ROLE_NAMES[gives.role])}</Fact>
              <Fact name={t`Workspaces`}>
                {gives.workspaces.length === 0 ? (
                  <Trans>those that are open to everyone</Trans>
                ) : (
                  <ul>
                    {gives.workspaces.map(({ workspace_id, level }) => (
                      <li key={workspace_id} className="flex flex-wrap gap-x-2">
                        <WorkspaceName id={workspace_id} />
                        <span className="text-muted">{i18n._(LEVEL_NAMES[level])}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </Fact>
            </Facts>
          </div>
        </section>
      )}
      {gives !== undefined && gives.email === null && (
        <Warning>
          <Trans>
            No claim has an e-mail address, so nobody can sign in. Check the scopes and the claim for the
            address.
          </Trans>
        </Warning>
      )}
      {gives !== undefined && gives.email !== null && !gives.email_verified && !trustsEmail && (
        <Warning>
          <Trans>
            The provider does not say that the address is verified, so nobody new is let in. If people cannot
            choose their address there, trust its addresses.
          </Trans>
        </Warning>
      )}
      {claims !== undefined && (
        <section>
          <h3 className="mb-1.5 font-medium text-sm">
            <Trans>Received claims, from a verified token</Trans>
          </h3>
          <JsonView value={claims} label={t`Claims`} />
        </section>
      )}
    </>
  )
}
