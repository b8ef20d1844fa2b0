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
import { answerList } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClient, sendOptions } from '#profile/open-clients'

const ENDPOINT: ArgumentSpec = {
  name: 'endpoint-id',
  description: 'Its id; see: bulkhead webhooks list',
}
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const SECRET_ONCE = 'The secret is shown only this once.'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'webhooks list',
    summary: 'List the webhook endpoints, oldest first',
    about: 'Secrets are never shown.',
    operation: listWebhookEndpoints,
    reaches: 'organization',
    examples: ['webhooks list', 'webhooks list --fields url,status,failing_since,failure'],
    run: (call) =>
      answerList(
        call,
        listWebhookEndpoints,
        { url: 'url', id: 'id', status: 'status', failure: 'failure' },
        () => openClient(call).webhooks.list(sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'webhooks create',
    summary: 'Create a webhook endpoint: events are sent to its URL',
    about: `Requests are signed by the Standard Webhooks specification. ${SECRET_ONCE}`,
    args: [{ name: 'url', description: 'Where events are sent' }],
    operation: createWebhookEndpoint,
    withoutFlag: { url: 'the argument' },
    reaches: 'organization',
    examples: [
      'webhooks create https://app.example.com/hooks',
      'webhooks create https://app.example.com/hooks --event-types connector.needs_reauthentication',
    ],
    open: openClient,
    send: ({ webhooks }, call, url) => webhooks.create({ ...call.given, url }, sendOptions(call)),
  }),
  recordCommand({
    words: 'webhooks get',
    summary: 'Show a webhook endpoint and how its deliveries go',
    args: [ENDPOINT],
    operation: getWebhookEndpoint,
    reaches: 'organization',
    examples: [`webhooks get ${ID}`],
    open: openClient,
    send: ({ webhooks }, call, id) => webhooks.get(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'webhooks update',
    summary: 'Change, disable or enable a webhook endpoint',
    about: 'Whatever you leave out stays as it is. To send all types again: --json \'{"event_types": null}\'',
    args: [ENDPOINT],
    operation: updateWebhookEndpoint,
    reaches: 'organization',
    examples: [
      `webhooks update ${ID} --status enabled`,
      `webhooks update ${ID} --url https://app.example.com/new`,
    ],
    open: openClient,
    send: ({ webhooks }, call, id) => webhooks.update(id, call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'webhooks delete',
    summary: 'Delete a webhook endpoint with its deliveries',
    args: [ENDPOINT],
    operation: deleteWebhookEndpoint,
    reaches: 'organization',
    confirms: true,
    examples: [`webhooks delete ${ID}`],
    open: openClient,
    asks: (id) => `Delete the webhook endpoint ${id} with its deliveries?`,
    send: ({ webhooks }, call, id) => webhooks.delete(id, sendOptions(call)),
  }),
  recordCommand({
    words: 'webhooks rotate-secret',
    summary: 'Replace the secret of a webhook endpoint',
    about: `The old secret signs too until the time is over, so that receivers change when they like. ${SECRET_ONCE}`,
    args: [ENDPOINT],
    operation: rotateWebhookSecret,
    reaches: 'organization',
    examples: [`webhooks rotate-secret ${ID}`, `webhooks rotate-secret ${ID} --previous-valid-for 3600`],
    open: openClient,
    send: ({ webhooks }, call, id) => webhooks.rotateSecret(id, call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'webhooks ping',
    summary: 'Send a test event to a webhook endpoint',
    about: 'See how that went: bulkhead webhooks deliveries <endpoint-id>',
    args: [ENDPOINT],
    operation: pingWebhookEndpoint,
    reaches: 'organization',
    examples: [`webhooks ping ${ID}`],
    open: openClient,
    send: ({ webhooks }, call, id) => webhooks.ping(id, sendOptions(call)),
  }),
  command({
    words: 'webhooks deliveries',
    summary: 'List what was sent to a webhook endpoint, newest first',
    about: 'JSON includes the body and each try. Failed deliveries are kept for 30 days and others for 7.',
    args: [ENDPOINT],
    operation: listWebhookDeliveries,
    reaches: 'organization',
    examples: [`webhooks deliveries ${ID}`, `webhooks deliveries ${ID} --state failed --all`],
    run: (call) => {
      const [id = ''] = call.args
      const columns = { recorded_at: 'recorded_at', type: 'type', state: 'state', id: 'id' }
      return answerList(call, listWebhookDeliveries, columns, (page) =>
        openClient(call).webhooks.deliveries(id, { ...call.given, ...page }, sendOptions(call)),
      )
    },
  }),
  recordCommand({
    words: 'webhooks replay',
    summary: 'Send a delivery again, as it was',
    args: [
      ENDPOINT,
      { name: 'delivery-id', description: 'Its id; see: bulkhead webhooks deliveries <endpoint-id>' },
    ],
    operation: replayWebhookDelivery,
    reaches: 'organization',
    examples: [`webhooks replay ${ID} 0198c5e3-0d52-7a10-9c4e-5a2b8f6d7e01`],
    open: openClient,
    send: ({ webhooks }, call, id, delivery) => webhooks.replay(id, delivery, sendOptions(call)),
  }),
]
