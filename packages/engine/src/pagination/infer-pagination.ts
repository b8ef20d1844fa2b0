import type { Parameter } from '#model/definition'
import type { MetaSource } from '#model/pagination'
import { ownMember } from '#text/json-object'
import { withoutUndefined } from '#text/without-undefined'
import type { Pagination } from '../model/pagination.ts'

type Meta = ReadonlyMap<string, MetaSource>

// Names that services use, without case and punctuation: `page[size]` is pagesize.
const CURSORS = getNames(
  'cursor nextcursor pagecursor startcursor after aftercursor pageafter pagetoken nextpagetoken nexttoken ' +
    'continuationtoken continuation pageinfo bookmark marker scrollid startkey next nextpage token',
)
const LAST_RECORD = getNames('startingafter startafter sinceid afterid idafter lastid startingafterid')
const PAGES = getNames('page pagenumber pagenum pageno pageindex currentpage p')
const OFFSETS = getNames('offset skip start startat startindex pageoffset')
const SIZES = getNames(
  'limit perpage pagesize size pagelimit count first maxresults top take resultsperpage itemsperpage ' +
    'numresults maxpagesize rows maxrecords maxcount maxitems',
)
/** Object around metadata, whose name precedes that of its members. */
const GROUP = /^(meta|metadata|pagination|paging|pageinfo|responsemetadata|pager)(?=.)/
const TOTALS: Partial<Record<Pagination['style'], ReadonlySet<string>>> = {
  page: getNames('totalpages pagecount pages totalpagecount'),
  offset: getNames('total totalcount totalresults totalitems totalsize totalrecords'),
}
const HAS_MORE = /^((has|is)(a|the)?(more|next)[a-z]*|more(pages|items|results|records)?)$/
const NEXT = /next|cursor|after|token|offset|continuation|bookmark|marker|scrollid|pageinfo/
const NOT_NEXT = /prev|before|^has|^is|more|total|count|^first|^last|self|startcursor/

/**
 * Infers the paging of a list from the names of its parameters and metadata. Returns undefined if they do not fit
 * together: a wrong guess would repeat one page forever.
 */
export function inferPagination(
  parameters: readonly Parameter[],
  meta: Meta | undefined,
): Pagination | undefined {
  const movable = parameters.filter(({ in: place, inject }) => place !== 'path' && inject === undefined)
  const find = (names: ReadonlySet<string>) => getFirst(names, movable)
  const limit = find(SIZES)?.name
  const has_more = getEntry(meta, (name) => HAS_MORE.test(name))?.source
  const next = nextIn(meta, find(CURSORS)?.name)
  const link = meta === undefined ? undefined : [...meta.values()].find(isNextLink)
  const common = {
    ...withoutUndefined({ limit, has_more }),
    paths: [],
    declared: false,
  }
  const nextSource = next?.source ?? link
  const ahead = {
    next_is_ahead:
      next === undefined ? link !== undefined : next.name.includes('next') || isNextLink(next.source),
  }
  const withNext = nextSource === undefined ? {} : { next: nextSource }

  const lastRecord = find(LAST_RECORD)
  const cursor = find(CURSORS)
  // If the next link uses page numbers, `after` has its other usual meaning, most often a date.
  const isByPage = nextSource !== undefined && isNextLink(nextSource) && find(PAGES) !== undefined
  if (cursor !== undefined && nextSource !== undefined && !isByPage) {
    return { style: 'cursor', cursor: cursor.name, ...withNext, next_is_ahead: true, ...common }
  }
  const twin = movable.find((parameter) => isPlain(parameter) && isNextOf(next?.name, parameter.name))
  if (twin !== undefined && !find(PAGES) && !find(OFFSETS)) {
    return { style: 'cursor', cursor: twin.name, ...withNext, next_is_ahead: true, ...common }
  }
  for (const [style, names] of [
    ['page', PAGES],
    ['offset', OFFSETS],
  ] as const) {
    const parameter = find(names)
    if (parameter === undefined) continue
    const total = getEntry(meta, (name) => TOTALS[style]?.has(name) === true)?.source
    return {
      style,
      cursor: parameter.name,
      ...withNext,
      ...ahead,
      ...(total !== undefined && { total }),
      ...common,
    }
  }
  if (lastRecord !== undefined) {
    return { style: 'cursor', cursor: lastRecord.name, last_record: 'id', ...withNext, ...ahead, ...common }
  }
  if (nextSource !== undefined && (link !== undefined || isUrlName(next?.name ?? ''))) {
    return { style: 'next-url', next: link ?? nextSource, next_is_ahead: true, ...common }
  }
  return undefined
}

/** Returns whether metadata is the next value of a parameter: `next_stream_position` of `stream_position`. */
function isNextOf(next: string | undefined, parameter: string): boolean {
  return next === `next${plainName(parameter)}`
}

/** Returns a name without case and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function nextIn(meta: Meta | undefined, cursor: string | undefined) {
  const same = cursor === undefined ? undefined : getEntry(meta, (name) => name === plainName(cursor))
  return (
    getEntry(meta, (name, source) => name.includes('next') && isNext(name) && !isPrevious(source)) ??
    same ??
    getEntry(meta, (name) => isNext(name))
  )
}

function isNext(name: string): boolean {
  return NEXT.test(name) && !NOT_NEXT.test(name)
}

function isNextLink(source: MetaSource): boolean {
  return source.from === 'link' && source.rel.toLowerCase() === 'next'
}

function isPrevious(source: MetaSource): boolean {
  return source.from === 'link' && !isNextLink(source)
}

function isUrlName(name: string): boolean {
  return /next/.test(name) && /link|url|uri|href|records|page|^next$/.test(name)
}

function getEntry(meta: Meta | undefined, test: (name: string, source: MetaSource) => boolean) {
  for (const [name, source] of meta ?? []) {
    const own = plainName(name).replace(GROUP, '')
    if (test(own, source)) return { name: own, source }
  }
  return undefined
}

// Searches in the order of the names, so that the likeliest meaning is found first.
function getFirst(names: ReadonlySet<string>, parameters: readonly Parameter[]): Parameter | undefined {
  for (const name of names) {
    const found = parameters.find((parameter) => plainName(parameter.name) === name && isPlain(parameter))
    if (found !== undefined) return found
  }
  return undefined
}

// A page is given as a single value. An object or flag with such a name has another meaning.
function isPlain({ schema }: Parameter): boolean {
  const type = ownMember(schema, 'type')
  return type !== 'boolean' && type !== 'array' && type !== 'object'
}

function getNames(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
