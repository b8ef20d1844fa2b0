/** Slugs of the catalog by the names that other platforms use, reduced to letters and digits. */
const NAMES: Readonly<Record<string, string>> = {
  airtablepat: 'airtable',
  amazonsellingpartner: 'amazon-seller-partner',
  atlassian: 'jira',
  clickup: 'clickup-api',
  facebook: 'facebook-marketing',
  githubpat: 'github',
  gitlabpat: 'gitlab',
  gongoauth: 'gong',
  googleanalytics: 'google-analytics-data-api',
  googlemail: 'gmail',
  greenhousebasic: 'greenhouse',
  linkedin: 'linkedin-ads',
  metaads: 'facebook-marketing',
  paypal: 'paypal-transaction',
  sentryoauth: 'sentry',
  snapchat: 'snapchat-marketing',
  snapchatads: 'snapchat-marketing',
  stripeapp: 'stripe',
  tiktokads: 'tiktok-marketing',
  zendesk: 'zendesk-support',
  zoho: 'zoho-crm',
}

/**
 * Finds the definition that belongs to a provider of another platform.
 *
 * @param slugs Slugs of the definitions that the server knows.
 * @param given Slugs by provider, from the command line.
 */
export function findService(
  provider: string,
  slugs: Iterable<string>,
  given: ReadonlyMap<string, string>,
): string | undefined {
  const plain = toPlain(provider)
  const wanted = given.get(provider) ?? (Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined) ?? provider
  for (const slug of slugs) if (toPlain(slug) === toPlain(wanted)) return slug
  return undefined
}

function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
