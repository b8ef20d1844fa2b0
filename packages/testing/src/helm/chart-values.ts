import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'

export const CHART: string = new URL('../../../../deploy/helm/bulkhead/', import.meta.url).pathname

/** Folder of the examples: `<name>.values.yaml`, each with its rendering. */
export const EXAMPLES: string = new URL('../../../../deploy/helm/examples/', import.meta.url).pathname

type Values = Readonly<Record<string, unknown>>

const ENDING = '.values.yaml'
const examples: readonly [string, Values][] = globSync(`*${ENDING}`, { cwd: EXAMPLES })
  .sort()
  .map((file) => [basename(file, ENDING), parse(readFileSync(join(EXAMPLES, file), 'utf8'))])

export const EXAMPLE_VALUES: Readonly<Record<string, Values>> = Object.fromEntries(examples)

/** Sets of values that tests render the chart with: the least that it takes, and the examples. */
export const CHART_VALUES: Readonly<Record<string, Values>> = {
  defaults: { publicUrl: 'https://bulkhead.example.com' },
  'without migration': {
    publicUrl: 'https://bulkhead.example.com',
    migration: { enabled: false },
    resources: {},
  },
  ...EXAMPLE_VALUES,
}
