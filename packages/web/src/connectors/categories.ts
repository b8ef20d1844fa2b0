const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  Development: ['github', 'gitlab', 'sentry', 'incident-io', 'amplitude'],
  'Project management': ['linear', 'jira', 'asana', 'monday', 'clickup-api', 'harvest'],
  Communication: ['slack', 'gmail', 'twilio', 'sendgrid', 'gong', 'granola'],
  'Files and documents': ['notion', 'google-drive', 'airtable', 'confluence', 'typeform'],
  Sales: ['hubspot', 'salesforce', 'zoho-crm'],
  Support: ['zendesk-support', 'zendesk-chat', 'zendesk-talk', 'intercom', 'freshdesk', 'pylon'],
  'Payments and commerce': [
    'stripe',
    'chargebee',
    'orb',
    'paypal-transaction',
    'shopify',
    'woocommerce',
    'amazon-seller-partner',
  ],
  Marketing: [
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
  People: ['greenhouse', 'ashby'],
}

const BY_SLUG: ReadonlyMap<string, string> = new Map(
  Object.entries(CATEGORIES).flatMap(([category, slugs]) => slugs.map((slug) => [slug, category] as const)),
)

/** Under which heading a service stands in the catalog. */
export function getCategory({ connector_name }: { readonly connector_name: string | null }): string {
  return BY_SLUG.get(connector_name ?? '') ?? 'Other'
}
