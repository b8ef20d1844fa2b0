import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { ButtonLink } from '#ui/button.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { i18n } from '../texts/i18n.ts'

const CATEGORIES: readonly (readonly [MessageDescriptor, readonly string[]])[] = [
  [msg`Development`, ['github', 'gitlab', 'sentry', 'incident-io', 'amplitude']],
  [msg`Project management`, ['linear', 'jira', 'asana', 'monday', 'clickup-api', 'harvest']],
  [msg`Communication`, ['slack', 'gmail', 'twilio', 'sendgrid', 'gong', 'granola']],
  [msg`Files and documents`, ['notion', 'google-drive', 'airtable', 'confluence', 'typeform']],
  [msg`Sales`, ['hubspot', 'salesforce', 'zoho-crm']],
  [msg`Support`, ['zendesk-support', 'zendesk-chat', 'zendesk-talk', 'intercom', 'freshdesk', 'pylon']],
  [
    msg`Payments and commerce`,
    ['stripe', 'chargebee', 'orb', 'paypal-transaction', 'shopify', 'woocommerce', 'amazon-seller-partner'],
  ],
  [
    msg`Marketing`,
    [
      'mailchimp',
      'klaviyo',
      'google-ads',
      'google-analytics-data-api',
      'google-search-console',
      'facebook-marketing',
      'linkedin-ads',
      'tiktok-marketing',
      'snapchat-marketing',
      'pinterest',
      'amazon-ads',
    ],
  ],
  [msg`People`, ['greenhouse', 'ashby']],
]

const BY_SLUG: ReadonlyMap<string, MessageDescriptor> = new Map(
  CATEGORIES.flatMap(([category, slugs]) => slugs.map((slug) => [slug, category] as const)),
)

const OTHER = msg`Other`

type Template = Output<'listGlobalTemplates'>['data'][number]

const FOREVER = { staleTime: Number.POSITIVE_INFINITY }

/** Page with the services for which a connector can be created. */
export function CatalogPage() {
  const workspace = useScope()
  const { q = '' } = useSearch({ from: '/app/w/$workspace/connectors/new' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors/new' })
  const getLink = (definition: string): LinkProps => ({
    to: '/w/$workspace/connectors/new/$definition',
    params: { workspace: workspace.id, definition },
  })
  return (
    <Page
      title={t`Add connector`}
      trail={[{ label: t`Connectors`, to: '/w/$workspace/connectors', params: { workspace: workspace.id } }]}
      toolbar={
        <SearchInput
          label={t`Find a service`}
          value={q}
          onSearch={(text) => navigate({ search: text === '' ? {} : { q: text }, replace: true })}
          onEnter={useOpenFirst(getLink)}
          className="min-w-40 max-w-md flex-1"
        />
      }
    >
      <Catalog text={q} getLink={getLink} />
    </Page>
  )
}

interface CatalogProps {
  readonly text: string
  /** Returns the link of a service, given its slug or else its definition id. */
  readonly getLink: (definition: string) => LinkProps
}

/** Returns a function that opens the first service that matches a text. Without a text it does nothing. */
export function useOpenFirst(getLink: CatalogProps['getLink']): (text: string) => void {
  const { data } = useRead('listGlobalTemplates', {}, FOREVER)
  const navigate = useNavigate()
  return (text) => {
    const first = text === '' ? undefined : getCategories(data?.data ?? [], text)[0]?.[1][0]
    if (first !== undefined) navigate(getLink(toDefinition(first)))
  }
}

/** Services by category that match a text. */
export function Catalog({ text, getLink }: CatalogProps) {
  const { data, error, refetch, isFetching } = useRead('listGlobalTemplates', {}, FOREVER)
  const isAdmin = useIsAdmin()
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
    return <CatalogSkeleton />
  }
  const shown = getCategories(data.data, text)
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t`This service is not in the catalog`}
        actions={
          isAdmin ? (
            <ButtonLink to="/settings/definitions">
              <Trans>Own APIs</Trans>
            </ButtonLink>
          ) : undefined
        }
      >
        <Trans>Owners and admins can add any API from its OpenAPI document.</Trans>
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-7">
      {shown.map(([category, templates]) => (
        <section key={category}>
          <h2 className="mb-2 font-medium text-muted text-sm">{category}</h2>
          <ul className={GRID}>
            {templates.map((template) => (
              <li key={template.id}>
                <Link
                  {...getLink(toDefinition(template))}
                  className="flex h-14 items-center gap-3 rounded-lg border border-line bg-surface px-3.5 transition-colors hover:border-line-strong hover:bg-hover"
                >
                  <ServiceIcon slug={template.connector_name} name={template.name} />
                  <span className="line-clamp-2 min-w-0 flex-1 font-medium text-sm">{template.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Placeholder for services that are still loading. */
export function CatalogSkeleton() {
  return (
    <div role="status" className={GRID}>
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      <Skeleton className="col-span-full h-5 w-24" />
      {Array.from({ length: 9 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all items are equal
        <Skeleton key={index} className="h-14" />
      ))}
    </div>
  )
}

const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2.5'

/** Returns the services that match a text, by category. */
function getCategories(templates: readonly Template[], text: string): [string, Template[]][] {
  const shown = templates.filter((template) => fits(template, text))
  return [...Map.groupBy(shown, getCategory)].sort(inOrder)
}

function toDefinition({ connector_name, actor_definition_id }: Template): string {
  return connector_name ?? actor_definition_id
}

function inOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  return Number(isOther(a)) - Number(isOther(b)) || a.localeCompare(b)
}

function fits(template: Template, text: string): boolean {
  return `${template.name} ${template.connector_name} ${getCategory(template)}`
    .toLowerCase()
    .includes(text.toLowerCase())
}

/** Returns whether a category is the one of services without a category, which is listed last. */
function isOther(category: string): boolean {
  return category === i18n._(OTHER)
}

/** Returns the service's category in the catalog. */
function getCategory({ connector_name }: { readonly connector_name: string | null }): string {
  return i18n._(BY_SLUG.get(connector_name ?? '') ?? OTHER)
}
