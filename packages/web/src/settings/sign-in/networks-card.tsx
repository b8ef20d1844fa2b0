import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { LinesField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import type { PolicyProps } from './policy.ts'

/** Card with the networks from which people work. */
export function NetworksCard({ policy: { networks, own_address }, isOwner }: PolicyProps) {
  const toasts = useToasts()
  const save = useChange('updateSignInPolicy', {
    outdates: ['getSignInPolicy'],
    onSuccess: ({ networks }) =>
      toasts.done(
        networks.length === 0
          ? t`People can work from any network.`
          : t`People can work only from these networks.`,
      ),
  })
  const { texts, isChanged, enter, saveEdits } = useEdits({ networks: networks.join('\n') }, save)
  function submit() {
    const networks = texts.networks.split(/[\s,;]+/).filter(Boolean)
    // Errors name the line of a network.
    enter('networks', networks.join('\n'))
    saveEdits({ body: { networks } })
  }
  return (
    <Card
      title={t`Allowed networks`}
      description={t`Networks from which people sign in and work, including with the command line and agents. Applications, workspace keys and connect links are not limited.`}
    >
      {isOwner ? (
        <Form
          onSubmit={submit}
          error={save.error}
          className="flex flex-col gap-3 px-4 py-4"
          autoComplete="off"
        >
          <UnsavedGuard isChanged={isChanged} />
          <LinesField
            label={t`Networks`}
            help={t`One per line, such as 203.0.113.0/24 or 2001:db8::/32. Empty: any network.`}
            name="networks"
            rows={4}
            value={texts.networks}
            onChange={(event) => enter('networks', event.target.value)}
          />
          <p className="text-muted text-sm">
            <Trans>
              You are at <code>{own_address}</code>. The networks must contain this address, so that you do
              not lock yourself out.
            </Trans>
          </p>
          {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
          <div>
            <Button type="submit" busy={save.isPending}>
              <Trans>Save networks</Trans>
            </Button>
          </div>
        </Form>
      ) : (
        <p className="px-4 py-3 text-sm">
          {networks.length === 0 ? <Trans>Any network</Trans> : networks.join(', ')}
        </p>
      )}
    </Card>
  )
}
