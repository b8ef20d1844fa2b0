import { checkDomain, createDomain, deleteDomain, listDomains } from '@bulkhead/contract/people/sign-in'
import { personCommand, personList } from '#command/api-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const DOMAIN: ArgumentSpec = { name: 'domain', description: 'What follows the @ of addresses: example.com' }

/** Commands about the mail domains of the organization. */
export const domainCommands: readonly CommandSpec[] = [
  personList({
    words: 'people domains list',
    summary: 'List the mail domains of the organization',
    operation: listDomains,
    examples: ['people domains list', 'people domains list --fields domain,record_name,record_value'],
    send: ({ domains }, call) => domains.list(sendOptions(call)),
  }),
  personCommand({
    words: 'people domains create',
    summary: 'Claim a mail domain',
    about:
      'It takes effect once it is proven: publish the TXT record that is shown, then run "bulkhead people domains check". Only owners can do this.',
    args: [DOMAIN],
    operation: createDomain,
    withoutFlag: { domain: 'the argument' },
    examples: ['people domains create example.com'],
    send: ({ domains }, call, domain) => domains.create(domain, sendOptions(call)),
  }),
  personCommand({
    words: 'people domains check',
    summary: 'Look for the TXT record that proves a domain',
    args: [DOMAIN],
    operation: checkDomain,
    examples: ['people domains check example.com'],
    send: ({ domains }, call, domain) => domains.check(domain, sendOptions(call)),
  }),
  personCommand({
    words: 'people domains delete',
    summary: 'Give up a domain',
    args: [DOMAIN],
    operation: deleteDomain,
    examples: ['people domains delete example.com'],
    asks: (domain) => `Give up the domain ${domain}?`,
    send: ({ domains }, call, domain) => domains.delete(domain, sendOptions(call)),
  }),
]
