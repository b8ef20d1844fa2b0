import { t } from '@lingui/core/macro'
import type { Output } from '#api/api.ts'
import { useChange, useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { BrandingPreview } from './branding-preview.tsx'
import { LogoCard } from './logo-card.tsx'
import { SettingsPage } from './settings-page.tsx'

type Branding = Output<'getBranding'>

type Draft = Readonly<Record<'name' | 'light' | 'dark' | 'support_url' | 'privacy_url', string>>

/** Page for the branding of the connect page. */
export function BrandingPage() {
  const read = useRead('getBranding', {})
  const organization = useSession()?.organization.name ?? ''
  return (
    <SettingsPage title={t`Branding`}>
      <Loaded read={read} skeleton={<Skeleton className="h-40" />}>
        {(data) => (
          <>
            <Look branding={data} organization={organization} />
            <LogoCard logo={data.logo_url} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  )
}

function Look({ branding, organization }: { readonly branding: Branding; readonly organization: string }) {
  const stored = toDraft(branding)
  const toasts = useToasts()
  const undo = useChange('updateBranding', { outdates: ['getBranding'], onError: toasts.failed })
  const save = useChange('updateBranding', {
    outdates: ['getBranding'],
    onSuccess: () => toasts.done(t`Saved.`, () => undo.mutate({ body: toBody(stored) })),
  })
  const { texts: draft, isChanged, enter, saveEdits } = useEdits(stored, save)
  const set = (name: keyof Draft) => (event: { target: { value: string } }) => enter(name, event.target.value)

  return (
    <>
      <Card title={t`Preview`} description={t`The page on which your customers connect a service.`}>
        <BrandingPreview
          name={draft.name || organization}
          logo={branding.logo_url}
          light={draft.light || draft.dark}
          dark={draft.dark || draft.light}
          hasSupport={draft.support_url !== ''}
          hasPrivacy={draft.privacy_url !== ''}
        />
      </Card>
      <Card title={t`Look`}>
        <UnsavedGuard isChanged={isChanged} />
        <Form
          onSubmit={() => saveEdits({ body: toBody(draft) })}
          error={save.error}
          className="flex flex-col gap-4 px-4 py-4"
        >
          <TextField
            label={t`Name`}
            optional
            help={t`The name that your customers know, instead of the organization's name.`}
            value={draft.name}
            onChange={set('name')}
            maxLength={80}
          />
          <div className="grid gap-4 @xl/page:grid-cols-2">
            <ColorField label={t`Color on light pages`} value={draft.light} onChange={set('light')} />
            <ColorField label={t`Color on dark pages`} value={draft.dark} onChange={set('dark')} />
          </div>
          <TextField
            label={t`Support`}
            optional
            help={t`Where your customers get help. An https address.`}
            type="url"
            pattern="https://.+"
            value={draft.support_url}
            onChange={set('support_url')}
          />
          <TextField
            label={t`Privacy policy`}
            optional
            help={t`An https address.`}
            type="url"
            pattern="https://.+"
            value={draft.privacy_url}
            onChange={set('privacy_url')}
          />
          {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} labels={getLabels()} />}
          <div>
            <Button type="submit" variant="primary" disabled={!isChanged} busy={save.isPending}>
              {t`Save`}
            </Button>
          </div>
        </Form>
      </Card>
    </>
  )
}

const getLabels = () => ({
  name: t`Name`,
  'colors.light': t`Color on light pages`,
  'colors.dark': t`Color on dark pages`,
  support_url: t`Support`,
  privacy_url: t`Privacy policy`,
})

function toDraft({ name, colors, support_url, privacy_url }: Branding): Draft {
  return {
    name: name ?? '',
    light: colors?.light ?? '',
    dark: colors?.dark ?? '',
    support_url: support_url ?? '',
    privacy_url: privacy_url ?? '',
  }
}

function toBody({ name, light, dark, support_url, privacy_url }: Draft) {
  return {
    name: name || null,
    colors: light === '' && dark === '' ? null : { light: light || null, dark: dark || null },
    support_url: support_url || null,
    privacy_url: privacy_url || null,
  }
}

interface ColorFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (event: { target: { value: string } }) => void
}

/** Field for a color, as text or with the system's color picker. */
function ColorField({ label, value, onChange }: ColorFieldProps) {
  return (
    <Field label={label} optional help={t`For example #0d5fa8.`}>
      {(control) => (
        <div className="flex items-center gap-2">
          <input
            type="color"
            aria-label={t`${label}: choose`}
            value={/^#[\da-f]{6}$/i.test(value) ? value : '#0d5fa8'}
            onChange={onChange}
            className="h-8 w-10 shrink-0 rounded-md border border-control-line bg-surface p-0.5"
          />
          <Input
            {...control}
            value={value}
            onChange={onChange}
            pattern="#[0-9a-fA-F]{6}"
            maxLength={7}
            className="font-mono"
          />
        </div>
      )}
    </Field>
  )
}
