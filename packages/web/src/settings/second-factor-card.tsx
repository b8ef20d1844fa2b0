import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type SecondFactorChange, SecondFactorDialog } from '#entities/session/second-factor-dialog.tsx'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Time } from '#ui/show/time.tsx'

/** Card with the second factor of the signed-in person: an authenticator app, and recovery codes. */
export function SecondFactorCard() {
  const auth = useAuth()
  const client = useQueryClient()
  const [change, setChange] = useState<SecondFactorChange>()
  const queryKey = ['second-factor']
  const read = useQuery({ queryKey, queryFn: () => auth.getSecondFactor() })
  function close() {
    setChange(undefined)
    client.invalidateQueries({ queryKey })
    client.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <Card
      title={t`Second factor`}
      description={t`A code from an authenticator app, required after your password.`}
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={1} />}>
        {(data) =>
          data.confirmed_at === null ? (
            <div className="px-4 py-3">
              <Button variant="primary" onClick={() => setChange('set')}>
                <Trans>Set up an app</Trans>
              </Button>
            </div>
          ) : (
            <div className="flex flex-col gap-3 px-4 py-3 text-sm">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone="good">
                  <Trans context="second factor">On</Trans>
                </Badge>
                <Trans>
                  Set up <Time at={data.confirmed_at} />.
                </Trans>
                <span className="text-muted">
                  {plural(data.recovery_codes_left, {
                    one: '# recovery code is left.',
                    other: '# recovery codes are left.',
                  })}
                </span>
              </p>
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => setChange('renew')}>
                  <Trans>New recovery codes</Trans>
                </Button>
                <Button onClick={() => setChange('set')}>
                  <Trans>Use another app</Trans>
                </Button>
                <Button variant="danger" onClick={() => setChange('remove')}>
                  <Trans>Turn off</Trans>
                </Button>
              </div>
            </div>
          )
        }
      </Loaded>
      {change !== undefined && <SecondFactorDialog change={change} onClose={close} />}
    </Card>
  )
}
