import type { SkillBlock } from '@bulkhead/contract/definitions/skills'
import type { Definition } from '@bulkhead/engine'
import { usedSettings } from '@bulkhead/engine/describe'
import { inSlices } from '#platform/in-slices'
import { cutText, heading, jsonCode, list, paragraph, table } from './blocks.ts'
import { entitySection } from './entity-section.ts'

/** Section of a skill. Its content is created when it is read. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly content: () => Promise<SkillBlock[]>
}

/**
 * Maximum number of sections in an outline. A document can have thousands of entities. Sections that are left out can
 * still be read by name.
 */
export const MOST_LISTED = 300
const LONGEST_SUMMARY = 160

/** Sections that every skill has, before those of its entities. */
const GENERAL = {
  overview: { title: 'Overview', summary: 'The service, its entities and actions.', make: overview },
  authentication: {
    title: 'Authentication',
    summary: 'Ways to authenticate, scopes and settings.',
    make: authentication,
  },
  calling: {
    title: 'Calling',
    summary: 'Running operations, pagination, retries.',
    make: calling,
  },
} as const

/**
 * Returns the sections of a skill: three about the whole service, then one for each entity.
 *
 * @param definition Definition with the operations that the caller may use.
 */
export function getSections(definition: Definition): Section[] {
  const general = Object.entries(GENERAL).map(([id, { title, summary, make }]) => ({
    id,
    title,
    summary,
    content: async () => make(definition),
  }))
  const entities = [...definition.entities].map(([entity, actions]) => ({
    id: Object.hasOwn(GENERAL, entity) ? `entity:${entity}` : entity,
    title: entity,
    summary: cutText([...actions.keys()].join(', '), LONGEST_SUMMARY),
    content: () => inSlices('getSkillDocs', entitySection(definition, entity)),
  }))
  return [...general, ...entities]
}

/** Returns the content of a skill if no section was named. */
export function getGuidance(definition: Definition): SkillBlock[] {
  const [entity] = definition.entities.keys()
  return [
    heading(1, definition.display_name),
    ...paragraph(definition.description),
    ...paragraph(
      entity === undefined
        ? 'You may use no operation of this connector.'
        : `Choose a section of the outline and read it by its id, for example \`${entity}\`: it has the params, examples and hints of each operation. \`calling\` explains how to run one.`,
    ),
  ]
}

function overview(definition: Definition): SkillBlock[] {
  const { display_name, description, documentation_urls, example_questions } = definition
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  return [
    heading(1, display_name),
    ...paragraph(description),
    ...table(
      ['Entity', 'Actions'],
      [...definition.entities].map(([entity, actions]) => [entity, [...actions.keys()].join(', ')]),
      MOST_LISTED,
    ),
    ...paragraph(operations.length === 0 ? 'You may use no operation of this connector.' : undefined),
    ...titled('Questions it answers', example_questions.direct),
    ...titled('What it cannot do', example_questions.unsupported),
    ...titled(
      'Pages of the service',
      documentation_urls.map(({ url, title }) => (title === undefined ? url : `${title}: ${url}`)),
    ),
  ]
}

function authentication(definition: Definition): SkillBlock[] {
  return [
    heading(1, 'Authentication'),
    ...paragraph('The connector holds its credentials. Callers send none and see none.'),
    ...table(
      ['Method', 'Kind', 'Description'],
      definition.auth_options.map(({ title, kind, description = '' }) => [title, kind, description]),
    ),
    ...definition.auth_options.flatMap(({ title, oauth }) =>
      oauth === undefined || oauth.scopes.size === 0
        ? []
        : [heading(2, `Scopes of ${title}`), ...table(['Scope', 'Allows'], [...oauth.scopes])],
    ),
    ...table(
      ['Setting', 'Required', 'Description'],
      usedSettings(definition).map(({ name, required, description = '' }) => [
        name,
        required ? 'yes' : 'no',
        description,
      ]),
    ),
  ]
}

function calling(definition: Definition): SkillBlock[] {
  const [entity] = definition.entities.keys()
  const action = entity && definition.entities.get(entity)?.keys().next().value
  return [
    heading(1, 'Calling'),
    ...paragraph(
      'Execute takes an entity, an action and params. Params are validated before a request is sent.',
    ),
    ...(entity === undefined ? [] : jsonCode({ entity, action, params: {} })),
    ...list([
      'A paginated operation returns `end_cursor`. Pass it as `cursor` to get the next page.',
      '`select_fields` and `exclude_fields` take dotted paths and narrow the result.',
      'Reads are retried automatically. Writes are not; an idempotency key makes a write run at most once.',
      'After a 429, wait for the time in `Retry-After`.',
      'The action `describe` of an entity returns the JSON Schemas of its params and records.',
    ]),
  ]
}

function titled(title: string, items: readonly string[]): SkillBlock[] {
  return items.length === 0 ? [] : [heading(2, title), ...list(items)]
}
