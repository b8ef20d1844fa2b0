import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut, Monitor } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useAuth } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { chooseLanguage, getLanguageName, LANGUAGES, useLanguage } from '#texts/language.ts'
import { Button } from '#ui/button.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Time } from '#ui/show/time.tsx'
import { chooseTheme, THEME_NAMES, THEMES, useTheme } from '#ui/theme.ts'
import { getTexts } from '../entities/session/get-texts.ts'
import { CurrentPasswordField } from '../ui/form/current-password-field.tsx'
import { SecretField } from '../ui/form/fields.tsx'
import { Form } from '../ui/form/form.tsx'
import { ErrorNote } from '../ui/show/states.tsx'
import { LinkProvider } from './link-provider.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PersonCard } from './person-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SettingsPage } from './settings-page.tsx'

/** Page with the signed-in person's account, appearance and sessions. */
export function AccountPage() {
  const theme = useTheme()
  const language = useLanguage()
  const client = useQueryClient()
  return (
    <SettingsPage title={t`Your account`}>
      <PersonCard />
      <Card title={t`Theme`}>
        <div className="px-4 py-3">
          <Segments
            label={t`Theme`}
            value={theme}
            options={THEMES.map((value) => ({ value, label: i18n._(THEME_NAMES[value]) }))}
            onChange={chooseTheme}
          />
        </div>
      </Card>
      <Card title={t`Language`}>
        <div className="px-4 py-3">
          <Segments
            label={t`Language`}
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: getLanguageName(value) }))}
            onChange={chooseLanguage}
          />
        </div>
      </Card>
      <LinkProvider />
      <ChangePassword onChanged={() => client.invalidateQueries({ queryKey: ['sessions'] })} />
      <SecondFactorCard />
      <PasskeysCard />
      <Sessions />
    </SettingsPage>
  )
}

function Sessions() {
  const toasts = useToasts()
  const auth = useAuth()
  const client = useQueryClient()
  const queryKey = ['sessions']
  const read = useQuery({ queryKey, queryFn: () => auth.listSessions() })
  const end = useMutation({
    mutationFn: (id: string) => auth.endSession(id),
    onSuccess: () => {
      client.invalidateQueries({ queryKey })
      toasts.done(t`The session was ended.`)
    },
    onError: toasts.failed,
  })
  return (
    <Card
      title={t`Sessions`}
      description={t`Browsers in which you are signed in. Ending a session signs that browser out at once.`}
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={2} />}>
        {(data) => (
          <ul className="divide-y divide-line">
            {data.data.map(({ id, current, last_used_at, created_at, ip_address, user_agent }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
                <Monitor aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <div className="min-w-0 flex-1 basis-56">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="break-words">{getBrowser(user_agent)}</span>
                    {current && (
                      <Badge tone="good">
                        <Trans>this one</Trans>
                      </Badge>
                    )}
                  </p>
                  <p className="text-muted text-xs">
                    {ip_address !== null && `${ip_address}, `}
                    <Trans>
                      signed in <Time at={created_at} />, last used <Time at={last_used_at} />
                    </Trans>
                  </p>
                </div>
                {!current && (
                  <Button
                    size="sm"
                    icon={<LogOut />}
                    busy={end.isPending && end.variables === id}
                    onClick={() => end.mutate(id)}
                  >
                    <Trans context="session">End</Trans>{' '}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

const BROWSERS = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const SYSTEMS = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS X', 'Linux'] as const

/** Returns the name of the browser and system in a `User-Agent` header. */
function getBrowser(user_agent: string | null): string {
  if (user_agent === null) return t`Unknown browser`
  const browser = BROWSERS.find((name) => user_agent.includes(`${name}/`))
  const system = SYSTEMS.find((name) => user_agent.includes(name))
  if (browser === undefined) return user_agent.slice(0, 60)
  const name = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }[browser]
  return system === undefined ? name : t`${name} on ${{ system: system.replace('Mac OS X', 'macOS') }}`
}

/** Form for the person's own password. Changing it signs other browsers out. */
function ChangePassword({ onChanged }: { readonly onChanged: () => void }) {
  const toasts = useToasts()
  const auth = useAuth()
  // A new key empties the fields, so that no password is kept.
  const [round, setRound] = useState(0)
  const change = useMutation({
    mutationFn: (passwords: Parameters<typeof auth.changePassword>[0]) => auth.changePassword(passwords),
    gcTime: 0,
    onSuccess: (ended) => {
      const others = plural(ended, { one: '# other session was ended', other: '# other sessions were ended' })
      toasts.done(ended === 0 ? t`The password was changed.` : t`The password was changed; ${others}.`)
      setRound(round + 1)
      onChanged()
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    change.mutate(getTexts(event.currentTarget, ['current_password', 'new_password']))
  }
  return (
    <Card title={t`Password`} description={t`A new password signs you out in all other browsers.`}>
      <Form key={round} onSubmit={submit} error={change.error} className="flex flex-col gap-4 px-4 py-4">
        <CurrentPasswordField />
        <SecretField
          label={t`New password`}
          help={t`At least 12 characters. Longer is better than complicated.`}
          name="new_password"
          required
          minLength={12}
          maxLength={128}
          autoComplete="new-password"
        />
        {change.error && <ErrorNote error={change.error} title={t`The password was not changed`} />}
        <div>
          <Button type="submit" variant="primary" busy={change.isPending}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </Form>
    </Card>
  )
}
