import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { CHART } from './chart-values.ts'
import { type Node, type Pipeline, parseTemplate, type Term } from './parse-template.ts'

// Own code for machines without Helm, which neither Debian nor npm has.

type Tree = Readonly<Record<string, unknown>>
type Scope = { readonly dot: unknown; readonly variables: Readonly<Record<string, unknown>> }

/** A rendered object of Kubernetes. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts what it holds
export type Manifest = any

/** Properties of a release, which Helm gives a chart in addition to its values. */
const RELEASE: Tree = { Name: 'bulkhead', Namespace: 'default', Service: 'Helm', IsInstall: true }

export interface ChartSources {
  /** Values at the top: `Values`, `Release` and `Chart`. */
  readonly context: Tree
  /** Templates by file name, sorted. */
  readonly files: Readonly<Record<string, string>>
}

/** Reads a chart. @param overrides Values to merge into `values.yaml`. */
export function readChart(folder: string, overrides: Tree = {}): ChartSources {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const chart = Object.entries(parse(read('Chart.yaml')))
  const context = {
    Values: merge(parse(read('values.yaml')), overrides),
    Release: RELEASE,
    Chart: Object.fromEntries(
      chart.map(([name, value]) => [name.replace(/^./, (first) => first.toUpperCase()), value]),
    ),
  }
  const names = readdirSync(join(folder, 'templates')).sort()
  return { context, files: Object.fromEntries(names.map((name) => [name, read(`templates/${name}`)])) }
}

/**
 * Renders a chart like `helm template`, with the template functions of {@link createFunctions}. @returns Results by
 * file name.
 */
export function renderChart({ context, files }: ChartSources): Readonly<Record<string, string>> {
  const defined = new Map<string, readonly Node[]>()
  const parsed = Object.entries(files).map(([name, text]) => [name, parseTemplate(text, defined)] as const)
  const render = createRenderer(defined)
  return Object.fromEntries(
    parsed.map(([name, nodes]) => [name, render(nodes, { dot: context, variables: { $: context } })]),
  )
}

const hasHelm = spawnSync('helm', ['version', '--short']).status === 0

/** Returns what `helm template` makes of our chart, by kind and name. Where there is no Helm, renders it by {@link renderChart}. */
export function renderManifests(values: Tree): readonly Manifest[] {
  const args = ['template', String(RELEASE.Name), CHART, '--values', '-']
  const rendered = hasHelm
    ? { 'helm.yaml': execFileSync('helm', args, { encoding: 'utf8', input: JSON.stringify(values) }) }
    : renderChart(readChart(CHART, values))
  const toKey = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`
  return readManifests(rendered).toSorted((one, other) => (toKey(one) < toKey(other) ? -1 : 1))
}

/** Reads the objects of rendered templates. @throws Error if one is invalid YAML. */
export function readManifests(rendered: Readonly<Record<string, string>>): readonly Manifest[] {
  return Object.entries(rendered)
    .filter(([name]) => name.endsWith('.yaml'))
    .sort()
    .flatMap(([name, text]) =>
      // Kubernetes reads YAML 1.1, in which 0440 is octal.
      parseAllDocuments(text, { version: '1.1' }).map((document) => {
        if (document.errors.length > 0) throw new Error(`${name}: ${document.errors[0]}\n${text}`)
        return document.toJS()
      }),
    )
    .filter((manifest) => manifest !== null)
}

export function toManifestFile(manifests: readonly Manifest[], head: string): string {
  const objects = manifests.map((manifest) => stringify(manifest, { lineWidth: 0, version: '1.1' }))
  return `${head}\n${objects.join('---\n')}`
}

/** Merges values like Helm: maps by key, all other values by replacement. */
function merge(one: unknown, other: unknown): unknown {
  if (!isTree(one) || !isTree(other)) return other
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries(
    [...names].map((name) => [name, name in other ? merge(one[name], other[name]) : one[name]]),
  )
}

function createRenderer(defined: ReadonlyMap<string, readonly Node[]>) {
  const functions = createFunctions((name, dot) => {
    const nodes = defined.get(name)
    if (nodes === undefined) throw new Error(`No template is called ${name}`)
    return render(nodes, { dot, variables: { $: dot } })
  })
  const run = (pipeline: Pipeline, scope: Scope): unknown => {
    let last: readonly unknown[] = []
    for (const [first, ...rest] of pipeline) {
      if (first === undefined) throw new Error('A pipeline has nothing between two bars')
      const given = [...rest.map((term) => read(term, scope)), ...last]
      last = [first.kind === 'function' ? call(first.name, given) : read(first, scope)]
    }
    return last[0]
  }
  const call = (name: string, given: readonly unknown[]) => {
    const known = functions[name]
    if (known === undefined) throw new Error(`The template function ${name} is not known here`)
    return known(...(given as never[]))
  }
  const read = (term: Term, scope: Scope): unknown => {
    if (term.kind === 'literal') return term.value
    if (term.kind === 'group') return run(term.pipeline, scope)
    if (term.kind === 'function') return call(term.name, [])
    let value = term.start === '.' ? scope.dot : scope.variables[term.start]
    for (const name of term.names) value = isTree(value) ? value[name] : undefined
    return value
  }
  const render = (nodes: readonly Node[], scope: Scope): string =>
    nodes.map((node) => renderNode(node, scope)).join('')
  const renderNode = (node: Node, scope: Scope): string => {
    if (node.kind === 'text') return node.text
    const value = run(node.pipeline, scope)
    if (node.kind === 'pipeline') return value === undefined || value === null ? '' : String(value)
    if (isEmpty(value)) return render(node.otherwise, scope)
    if (node.kind === 'if') return render(node.body, scope)
    if (node.kind === 'with') return render(node.body, { ...scope, dot: value })
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value as Tree).sort()
    return entries
      .map(([key, dot]) => {
        const [one, other] = node.variables
        const named =
          other === undefined
            ? one === undefined
              ? {}
              : { [one]: dot }
            : { [one as string]: key, [other]: dot }
        return render(node.body, { dot, variables: { ...scope.variables, ...named } })
      })
      .join('')
  }
  return render
}

/** Returns the functions of Go's templates, Sprig and Helm that the chart calls. */
function createFunctions(
  include: (name: string, dot: unknown) => string,
): Readonly<Record<string, (...given: readonly never[]) => unknown>> {
  const indent = (spaces: number, text: string) => text.replaceAll(/^/gm, ' '.repeat(spaces))
  return {
    include,
    index: (tree: unknown, key: string) => (isTree(tree) ? tree[key] : undefined),
    not: (value: unknown) => isEmpty(value),
    default: (other: unknown, value: unknown) => (isEmpty(value) ? other : value),
    required(message: string, value: unknown) {
      if (value === undefined || value === null || value === '') throw new Error(message)
      return value
    },
    quote: (value: unknown) => JSON.stringify(String(value ?? '')),
    // Words that YAML 1.1 takes for a boolean are quoted.
    toYaml: (value: unknown) => stringify(value, { version: '1.1' }).trimEnd(),
    nindent: (spaces: number, text: string) => `\n${indent(spaces, text)}`,
    contains: (part: string, text: string) => text.includes(part),
    trunc: (length: number, text: string) => text.slice(0, length),
    trimSuffix: (end: string, text: string) => (text.endsWith(end) ? text.slice(0, -end.length) : text),
    printf: (format: string, ...given: readonly unknown[]) => {
      let at = 0
      return format.replaceAll('%s', () => String(given[at++]))
    },
  }
}

/** Returns whether Go's templates treat a value as false. */
function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === false || value === '' || value === 0
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
