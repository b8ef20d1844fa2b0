// Made by `npm run generate` from packages/catalog; do not edit.
import type { Airtable } from './connectors/airtable.ts'
import type { AmazonAds } from './connectors/amazon-ads.ts'
import type { AmazonSellerPartner } from './connectors/amazon-seller-partner.ts'
import type { Amplitude } from './connectors/amplitude.ts'
import type { Asana } from './connectors/asana.ts'
import type { Ashby } from './connectors/ashby.ts'
import type { Chargebee } from './connectors/chargebee.ts'
import type { ClickupApi } from './connectors/clickup-api.ts'
import type { Confluence } from './connectors/confluence.ts'
import type { FacebookMarketing } from './connectors/facebook-marketing.ts'
import type { Freshdesk } from './connectors/freshdesk.ts'
import type { Github } from './connectors/github.ts'
import type { Gitlab } from './connectors/gitlab.ts'
import type { Gmail } from './connectors/gmail.ts'
import type { Gong } from './connectors/gong.ts'
import type { GoogleAds } from './connectors/google-ads.ts'
import type { GoogleAnalyticsDataApi } from './connectors/google-analytics-data-api.ts'
import type { GoogleDrive } from './connectors/google-drive.ts'
import type { GoogleSearchConsole } from './connectors/google-search-console.ts'
import type { Granola } from './connectors/granola.ts'
import type { Greenhouse } from './connectors/greenhouse.ts'
import type { Harvest } from './connectors/harvest.ts'
import type { Hubspot } from './connectors/hubspot.ts'
import type { IncidentIo } from './connectors/incident-io.ts'
import type { Intercom } from './connectors/intercom.ts'
import type { Jira } from './connectors/jira.ts'
import type { Klaviyo } from './connectors/klaviyo.ts'
import type { Linear } from './connectors/linear.ts'
import type { LinkedinAds } from './connectors/linkedin-ads.ts'
import type { Mailchimp } from './connectors/mailchimp.ts'
import type { Monday } from './connectors/monday.ts'
import type { Notion } from './connectors/notion.ts'
import type { Orb } from './connectors/orb.ts'
import type { PaypalTransaction } from './connectors/paypal-transaction.ts'
import type { Pinterest } from './connectors/pinterest.ts'
import type { Pylon } from './connectors/pylon.ts'
import type { Salesforce } from './connectors/salesforce.ts'
import type { Sendgrid } from './connectors/sendgrid.ts'
import type { Sentry } from './connectors/sentry.ts'
import type { Shopify } from './connectors/shopify.ts'
import type { Slack } from './connectors/slack.ts'
import type { SnapchatMarketing } from './connectors/snapchat-marketing.ts'
import type { Stripe } from './connectors/stripe.ts'
import type { TiktokMarketing } from './connectors/tiktok-marketing.ts'
import type { Twilio } from './connectors/twilio.ts'
import type { Typeform } from './connectors/typeform.ts'
import type { Woocommerce } from './connectors/woocommerce.ts'
import type { ZendeskChat } from './connectors/zendesk-chat.ts'
import type { ZendeskSupport } from './connectors/zendesk-support.ts'
import type { ZendeskTalk } from './connectors/zendesk-talk.ts'
import type { ZohoCrm } from './connectors/zoho-crm.ts'

/**
 * The types of connectors that are known by slug. `bulkhead generate types` adds those of your own documents
 * by declaring more members of this interface.
 */
export interface Connectors {
  "airtable": Airtable
  "amazon-ads": AmazonAds
  "amazon-seller-partner": AmazonSellerPartner
  "amplitude": Amplitude
  "asana": Asana
  "ashby": Ashby
  "chargebee": Chargebee
  "clickup-api": ClickupApi
  "confluence": Confluence
  "facebook-marketing": FacebookMarketing
  "freshdesk": Freshdesk
  "github": Github
  "gitlab": Gitlab
  "gmail": Gmail
  "gong": Gong
  "google-ads": GoogleAds
  "google-analytics-data-api": GoogleAnalyticsDataApi
  "google-drive": GoogleDrive
  "google-search-console": GoogleSearchConsole
  "granola": Granola
  "greenhouse": Greenhouse
  "harvest": Harvest
  "hubspot": Hubspot
  "incident-io": IncidentIo
  "intercom": Intercom
  "jira": Jira
  "klaviyo": Klaviyo
  "linear": Linear
  "linkedin-ads": LinkedinAds
  "mailchimp": Mailchimp
  "monday": Monday
  "notion": Notion
  "orb": Orb
  "paypal-transaction": PaypalTransaction
  "pinterest": Pinterest
  "pylon": Pylon
  "salesforce": Salesforce
  "sendgrid": Sendgrid
  "sentry": Sentry
  "shopify": Shopify
  "slack": Slack
  "snapchat-marketing": SnapchatMarketing
  "stripe": Stripe
  "tiktok-marketing": TiktokMarketing
  "twilio": Twilio
  "typeform": Typeform
  "woocommerce": Woocommerce
  "zendesk-chat": ZendeskChat
  "zendesk-support": ZendeskSupport
  "zendesk-talk": ZendeskTalk
  "zoho-crm": ZohoCrm
}
