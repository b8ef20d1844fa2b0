import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { CodeBlock, type Language } from '#ui/show/code.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

type Bodies = Output<'getToolCallBodies'>
type Part = NonNullable<Bodies['request'] | Bodies['response']>

/** Recorded request and response of a call. They load only on demand, because each read is audited. */
export function CallBodies({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false)
  const { data, error } = useRead(
    'getToolCallBodies',
    { path: { tool_call_id: id } },
    { enabled: isOpen, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
  )
  return (
    <Card
      title={t`Request and response`}
      description={t`Recorded to debug this connector, and deleted after a day. Credentials are redacted.`}
      actions={
        !isOpen && (
          <Button icon={<Eye />} onClick={() => setOpen(true)}>
            <Trans>Show</Trans>
          </Button>
        )
      }
    >
      {isOpen && (
        <div className="flex flex-col gap-4 p-4">
          {error !== null ? (
            <ErrorNote error={error} title={t`The bodies cannot be shown`} />
          ) : data === undefined ? (
            <Skeleton className="h-32" />
          ) : data.request === null ? (
            <p className="text-muted text-sm">
              <Trans>The bodies of this call were deleted.</Trans>
            </p>
          ) : (
            <>
              <Message
                title={`${data.request.method} ${data.request.url}`}
                what="request"
                part={data.request}
              />
              {data.response === null ? (
                <p className="text-muted text-sm">
                  <Trans>No complete response arrived.</Trans>
                </p>
              ) : (
                <Message title={`HTTP ${data.response.status}`} what="response" part={data.response} />
              )}
            </>
          )}
        </div>
      )}
    </Card>
  )
}

interface MessageProps {
  readonly title: string
  /** Direction of the message. */
  readonly what: 'request' | 'response'
  readonly part: Part
}

function Message({ title, what, part: { body, content_type, is_cut } }: MessageProps) {
  return (
    <section
      aria-label={what === 'request' ? t`Request` : t`Response`}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <h3 className="break-all font-mono text-xs">{title}</h3>
      {body === null ? (
        <p className="text-muted text-sm">
          {is_cut ? t`Not shown: it is not text (${String(content_type)}).` : t`No body.`}
        </p>
      ) : (
        <CodeBlock
          code={toReadable(body)}
          language={getLanguage(content_type)}
          label={what === 'request' ? t`Request body` : t`Response body`}
          wrap
        />
      )}
      {body !== null && is_cut && (
        <p className="text-muted text-xs">
          <Trans>The first 64 KiB; the rest was not kept.</Trans>
        </p>
      )}
    </section>
  )
}

/** Returns JSON with one member per line, and any other text unchanged. */
function toReadable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function getLanguage(content_type: string | null): Language {
  return content_type?.includes('json') ? 'json' : 'text'
}
