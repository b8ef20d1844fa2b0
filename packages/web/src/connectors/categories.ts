import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'

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

/** Returns whether a category is the one of services without a category, which is listed last. */
export function isOther(category: string): boolean {
  return category === i18n._(OTHER)
}

/** Returns the service's category in the catalog. */
export function getCategory({ connector_name }: { readonly connector_name: string | null }): string {
  return i18n._(BY_SLUG.get(connector_name ?? '') ?? OTHER)
}
