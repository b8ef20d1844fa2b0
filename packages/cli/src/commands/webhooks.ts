import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookDeliveries,
  listWebhookEndpoints,
  pingWebhookEndpoint,
  replayWebhookDelivery,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from '@bulkhead/contract/webhooks'
import { organizationCommand, organizationList } from '#command/api-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const ENDPOINT: ArgumentSpec = {
  name: 'endpoint-id',
  description: 'Its id; see: bulkhead webhooks list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const SECRET_ONCE = 'The secret is shown only this once.'

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'webhooks list',
    summary: 'List the webhook endpoints, oldest first',
    about: 'Secrets are never shown.',
    operation: listWebhookEndpoints,
    examples: ['webhooks list', 'webhooks list --fields url,status,failing_since,failure'],
    send: ({ webhooks }, call) => webhooks.list(sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks create',
    summary: 'Create a webhook endpoint: events are sent to its URL',
    about: `Requests are signed by the Standard Webhooks specification. ${SECRET_ONCE}`,
    args: [{ name: 'url', description: 'Where events are sent' }],
    operation: createWebhookEndpoint,
    withoutFlag: { url: 'the argument' },
    examples: [
      'webhooks create https://app.example.com/hooks',
      'webhooks create https://app.example.com/hooks --event-types connector.needs_reauthentication',
    ],
    send: ({ webhooks }, call, url) => webhooks.create({ ...call.given, url }, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks get',
    summary: 'Show a webhook endpoint and the state of its deliveries',
    args: [ENDPOINT],
    operation: getWebhookEndpoint,
    examples: [`webhooks get ${ID}`],
    send: ({ webhooks }, call, id) => webhooks.get(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks update',
    summary: 'Change, disable or enable a webhook endpoint',
    about: 'Whatever you leave out stays as it is. To send all types again: --json \'{"event_types": null}\'',
    args: [ENDPOINT],
    operation: updateWebhookEndpoint,
    examples: [
      `webhooks update ${ID} --status enabled`,
      `webhooks update ${ID} --url https://app.example.com/new`,
    ],
    send: ({ webhooks }, call, id) => webhooks.update(id, call.given, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks delete',
    summary: 'Delete a webhook endpoint with its deliveries',
    args: [ENDPOINT],
    operation: deleteWebhookEndpoint,
    examples: [`webhooks delete ${ID}`],
    asks: (id) => `Delete the webhook endpoint ${id} with its deliveries?`,
    send: ({ webhooks }, call, id) => webhooks.delete(id, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks rotate-secret',
    summary: 'Replace the secret of a webhook endpoint',
    about: `The old secret also signs until the time is over, so that receivers can change in the meantime. ${SECRET_ONCE}`,
    args: [ENDPOINT],
    operation: rotateWebhookSecret,
    examples: [`webhooks rotate-secret ${ID}`, `webhooks rotate-secret ${ID} --previous-valid-for 3600`],
    send: ({ webhooks }, call, id) => webhooks.rotateSecret(id, call.given, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks ping',
    summary: 'Send a test event to a webhook endpoint',
    about: 'To see the result: bulkhead webhooks deliveries <endpoint-id>',
    args: [ENDPOINT],
    operation: pingWebhookEndpoint,
    examples: [`webhooks ping ${ID}`],
    send: ({ webhooks }, call, id) => webhooks.ping(id, sendOptions(call)),
  }),
  organizationList({
    words: 'webhooks deliveries',
    summary: 'List what was sent to a webhook endpoint, newest first',
    about:
      'JSON includes the body and each attempt. Failed deliveries are kept for 30 days and others for 7.',
    args: [ENDPOINT],
    operation: listWebhookDeliveries,
    examples: [`webhooks deliveries ${ID}`, `webhooks deliveries ${ID} --state failed --all`],
    send: ({ webhooks }, call, page, id) =>
      webhooks.deliveries(id, { ...call.given, ...page }, sendOptions(call)),
  }),
  organizationCommand({
    words: 'webhooks replay',
    summary: 'Send a delivery again, as it was',
    args: [
      ENDPOINT,
      { name: 'delivery-id', description: 'Its id; see: bulkhead webhooks deliveries <endpoint-id>' },
    ],
    operation: replayWebhookDelivery,
    examples: [`webhooks replay ${ID} 0198c5e3-0d52-7a10-9c4e-5a2b8f6d7e01`],
    send: ({ webhooks }, call, id, delivery) => webhooks.replay(id, delivery, sendOptions(call)),
  }),
]
