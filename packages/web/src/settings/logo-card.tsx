import { t } from '@lingui/core/macro'
import { useId } from 'react'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

const TYPES = ['image/png', 'image/webp'] as const

/** Card with the organization's logo: upload and removal. */
export function LogoCard({ logo }: { readonly logo: string | null }) {
  const id = useId()
  const toasts = useToasts()
  const outdates = ['getBranding'] as const
  const upload = useChange('setBrandingLogo', {
    outdates,
    onSuccess: () => toasts.done(t`The logo was saved.`),
  })
  const remove = useChange('deleteBrandingLogo', {
    outdates,
    onSuccess: () => toasts.done(t`The logo was removed.`),
  })

  async function choose(file: File | undefined) {
    if (file === undefined) return
    const content_type = TYPES.find((type) => type === file.type) ?? 'image/png'
    upload.mutate({ body: { content_type, data: toBase64(await file.arrayBuffer()) } })
  }

  const error = upload.error ?? remove.error
  return (
    <Card title={t`Logo`}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <div className="flex flex-wrap items-center gap-3">
          {logo !== null && (
            <img
              src={new URL(logo).pathname}
              alt={t`Your logo`}
              className="h-10 max-w-48 rounded-md bg-sunken object-contain p-1"
            />
          )}
          <label htmlFor={id} className="font-medium text-sm">
            {logo === null ? t`Choose a file` : t`Choose another file`}
          </label>
          <input
            id={id}
            type="file"
            accept={TYPES.join(',')}
            aria-describedby={`${id}-help`}
            className="min-w-0 max-w-full text-sm"
            onChange={({ target }) => {
              void choose(target.files?.[0])
              target.value = ''
            }}
          />
          {logo !== null && (
            <Button busy={remove.isPending} onClick={() => remove.mutate({})}>
              {t`Remove`}
            </Button>
          )}
        </div>
        <p id={`${id}-help`} className="text-muted text-xs">
          {t`PNG or WebP, 512 KB and 1,024 × 1,024 pixels at most. Only its pixels are kept.`}
        </p>
        {error && <ErrorNote error={error} title={t`The logo was not changed`} />}
      </div>
    </Card>
  )
}

function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
