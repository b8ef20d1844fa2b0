import { getSkillDocs, listSkills, searchSkills } from '@bulkhead/contract/definitions/skills'
import { organizationCommand, organizationList } from '#command/api-command'
import type { CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const ID = 'connector-source:0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const OWN = { organization_id: 'the organization of the profile' }

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'skills list',
    summary: 'List skills: the documentation of each connector',
    operation: listSkills,
    withoutFlag: OWN,
    examples: ['skills list', 'skills list --workspace-id 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    send: ({ skills }, call, page) => skills.list({ ...call.given, ...page }, sendOptions(call)),
  }),
  organizationList({
    words: 'skills search',
    summary: 'Search names of connectors, and descriptions, entities and operations of their documents',
    args: [{ name: 'query', description: 'Words, in quotes; a skill must contain each of them' }],
    operation: searchSkills,
    withoutFlag: { ...OWN, query: 'the argument' },
    examples: ['skills search "create issue"'],
    send: ({ skills }, call, page, word) =>
      skills.search(word, { ...call.given, ...page }, sendOptions(call)),
  }),
  organizationCommand({
    words: 'skills read',
    summary: 'Read a skill: its outline, or one section',
    args: [{ name: 'id', description: 'Id of the skill, or of its connector' }],
    operation: getSkillDocs,
    withoutFlag: { ...OWN, id: 'the argument' },
    examples: [`skills read ${ID}`, `skills read ${ID} --section issues`],
    send: ({ skills }, call, first) => skills.read(first, call.given, sendOptions(call)),
  }),
]
