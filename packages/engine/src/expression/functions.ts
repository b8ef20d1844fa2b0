import type { ApplyExpression } from './parse.ts'
import { type ExpressionContext, ExpressionError, TimeValueBox, type Value } from './value.ts'

type Call = (args: readonly Value[], context: ExpressionContext) => Value
type Apply = (value: Value, args: readonly Value[]) => Value

const DURATION = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

export const FUNCTIONS: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'now_utc',
    (_args, { now }) => {
      if (now === undefined) throw new ExpressionError('it is computed from the time, which was not given')
      return new TimeValueBox({ kind: 'moment', ms: now })
    },
  ],
  [
    'duration',
    ([text]) => {
      const match = typeof text === 'string' ? DURATION.exec(text) : null
      if (match === null || text === 'P') throw new ExpressionError('duration() takes a string such as P30D')
      const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
      return new TimeValueBox({
        kind: 'span',
        ms: (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000,
      })
    },
  ],
  ['max', (args) => extreme(args, (one, other) => one > other)],
  ['min', (args) => extreme(args, (one, other) => one < other)],
])

function extreme(args: readonly Value[], isBetter: (one: number, other: number) => boolean): Value {
  const [first, ...rest] = args
  if (first === undefined) throw new ExpressionError('max() and min() take numbers or times')
  return rest.reduce((best, one) => (isBetter(getRank(one, first), getRank(best, first)) ? one : best), first)
}

// A number can be compared only with a number, and a time only with a time of the same kind.
function getRank(value: Value, like: Value): number {
  if (typeof value === 'number' && typeof like === 'number') return value
  const areTimes = value instanceof TimeValueBox && like instanceof TimeValueBox
  if (areTimes && value.time.kind === like.time.kind) return value.time.ms
  throw new ExpressionError('max() and min() take numbers or times')
}

const METHODS: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['lower', (value) => text(value).toLowerCase()],
  ['upper', (value) => text(value).toUpperCase()],
  [
    'strftime',
    (value, [format]) => {
      if (!(value instanceof TimeValueBox) || value.time.kind !== 'moment') {
        throw new ExpressionError('strftime() is only for a moment')
      }
      return formatTime(new Date(value.time.ms), text(format))
    },
  ],
])

const FILTERS: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['lower', (value) => text(value).toLowerCase()],
  ['upper', (value) => text(value).toUpperCase()],
  ['replace', (value, [from, to]) => text(value).replaceAll(text(from), () => text(to))],
])

/** Returns the method or filter that an expression applies, if it exists. */
export function getApplication({ kind, name }: ApplyExpression): Apply | undefined {
  return (kind === 'method' ? METHODS : FILTERS).get(name)
}

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new ExpressionError('a string was expected')
}

const two = (number: number) => String(number).padStart(2, '0')
const DIRECTIVES: ReadonlyMap<string, (time: Date) => string> = new Map<string, (time: Date) => string>([
  ['Y', (time) => String(time.getUTCFullYear())],
  ['m', (time) => two(time.getUTCMonth() + 1)],
  ['d', (time) => two(time.getUTCDate())],
  ['H', (time) => two(time.getUTCHours())],
  ['M', (time) => two(time.getUTCMinutes())],
  ['S', (time) => two(time.getUTCSeconds())],
  ['s', (time) => String(Math.floor(time.getTime() / 1000))],
  ['f', (time) => `${String(time.getUTCMilliseconds()).padStart(3, '0')}000`],
  ['%', () => '%'],
])

function formatTime(time: Date, format: string): string {
  if (Number.isNaN(time.getTime())) throw new ExpressionError('the moment is out of range')
  return format.replace(/%(.)/g, (_directive, letter: string) => {
    const write = DIRECTIVES.get(letter)
    if (write === undefined) throw new ExpressionError(`strftime() does not know %${letter}`)
    return write(time)
  })
}
