import { getSkillDocs, listSkills, searchSkills } from '@bulkhead/contract/definitions/skills'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClient, sendOptions } from '#profile/open-clients'

const COLUMNS = { id: 'id', title: 'title', tags: 'tags', state: 'freshness.state' }
const ID = 'connector-source:0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'
const OWN = { organization_id: 'the organization of the profile' }

export const commands: readonly CommandSpec[] = [
  command({
    words: 'skills list',
    summary: 'List skills: the documentation of each connector',
    operation: listSkills,
    withoutFlag: OWN,
    reaches: 'organization',
    examples: ['skills list', 'skills list --workspace-id 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    run: (call) =>
      answerList(call, listSkills, COLUMNS, (page) =>
        openClient(call).skills.list({ ...call.given, ...page }, sendOptions(call)),
      ),
  }),
  command({
    words: 'skills search',
    summary: 'Search names of connectors, and descriptions, entities and operations of their documents',
    args: [{ name: 'query', description: 'Words, in quotes; a skill must contain each of them' }],
    operation: searchSkills,
    withoutFlag: { ...OWN, query: 'the argument' },
    reaches: 'organization',
    examples: ['skills search "create issue"'],
    run: (call) =>
      answerList(call, searchSkills, COLUMNS, (page) =>
        openClient(call).skills.search(call.args[0] ?? '', { ...call.given, ...page }, sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'skills read',
    summary: 'Read a skill: its outline, or one section',
    args: [{ name: 'id', description: 'Id of the skill, or of its connector' }],
    operation: getSkillDocs,
    withoutFlag: { ...OWN, id: 'the argument' },
    reaches: 'organization',
    examples: [`skills read ${ID}`, `skills read ${ID} --section issues`],
    open: openClient,
    send: ({ skills }, call, first) => skills.read(first, call.given, sendOptions(call)),
  }),
]
