import { checkDomain, createDomain, deleteDomain, listDomains } from '@bulkhead/contract/people/sign-in'
import { answerList } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

const DOMAIN: ArgumentSpec = { name: 'domain', description: 'What follows the @ of addresses: example.com' }

/** Commands about the mail domains of the organization. */
export const domainCommands: readonly CommandSpec[] = [
  command({
    words: 'people domains list',
    summary: 'List the mail domains of the organization',
    operation: listDomains,
    reaches: 'organization',
    examples: ['people domains list', 'people domains list --fields domain,record_name,record_value'],
    run: (call) =>
      answerList(
        call,
        listDomains,
        { domain: 'domain', proven_at: 'proven_at', proven_by: 'proven_by', record_name: 'record_name' },
        () => openClientOfPerson(call).domains.list(sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'people domains create',
    summary: 'Name a mail domain as your own',
    about:
      'It counts once it is proven: publish the TXT record that is shown, then run "bulkhead people domains check". Only owners do this.',
    args: [DOMAIN],
    operation: createDomain,
    withoutFlag: { domain: 'the argument' },
    reaches: 'organization',
    examples: ['people domains create example.com'],
    open: openClientOfPerson,
    send: ({ domains }, call, domain) => domains.create(domain, sendOptions(call)),
  }),
  recordCommand({
    words: 'people domains check',
    summary: 'Look for the TXT record that proves a domain',
    args: [DOMAIN],
    operation: checkDomain,
    reaches: 'organization',
    examples: ['people domains check example.com'],
    open: openClientOfPerson,
    send: ({ domains }, call, domain) => domains.check(domain, sendOptions(call)),
  }),
  recordCommand({
    words: 'people domains delete',
    summary: 'Give a domain up',
    args: [DOMAIN],
    operation: deleteDomain,
    reaches: 'organization',
    confirms: true,
    examples: ['people domains delete example.com'],
    open: openClientOfPerson,
    asks: (domain) => `Give the domain ${domain} up?`,
    send: ({ domains }, call, domain) => domains.delete(domain, sendOptions(call)),
  }),
]
