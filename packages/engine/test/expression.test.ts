import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { compileExpressionTemplate, renderExpressionTemplate } from '#expression/template'
import { ExpressionError } from '#expression/value'

const NOW = Date.UTC(2025, 1, 3, 4, 5, 6)
const names = {
  record: { value: 'acme/7', flag: false, owner: { flag: true }, none: null, n: 2 },
  config: {},
}

function render(text: string) {
  const template = compileExpressionTemplate(text, ['record', 'config'])
  if ('fault' in template) throw new SyntaxError(template.fault)
  return renderExpressionTemplate(template, { names, now: NOW })
}

const rendered: [string, string][] = [
  ['plain', 'plain'],
  ['a {{ record.n }} b {{ record.flag }}', 'a 2 b false'],
  ["{{ record.value | replace('acme/', '') }}", '7'],
  ["{{ record.value | replace('acme/', '$&') | upper }}", '$&7'],
  ['{{ not record.flag }}', 'true'],
  ['{{ not not record.flag }}', 'false'],
  ['{{ record.owner.flag and not record.flag }}', 'true'],
  ["{{ record.n == 2 and record.value != 'x' }}", 'true'],
  ['{{ record.n in [1, 2] }}', 'true'],
  ["{{ 'acme' in record.value }}", 'true'],
  ["{{ record.value.upper() + '!' }}", 'ACME/7!'],
  ["{{ 'a' if record.flag else 'b' if record.none else 'c' }}", 'c'],
  ['{{ -1 + 3 - (1 - 2) }}', '3'],
  ['{{ none }}{{ True }}', 'nulltrue'],
  ["{{ now_utc().strftime('%Y-%m-%dT%H:%M:%SZ') }}", '2025-02-03T04:05:06Z'],
  ["{{ (now_utc() - duration('P30DT1H')).strftime('%Y%m%d %H') }}", '20250104 03'],
  ["{{ (now_utc() + duration('P1D')).strftime('%d%%') }}", '04%'],
  ['{{ max(1, record.n, -3) }}{{ min(1, record.n, -3) }}', '2-3'],
  ["{{ min(now_utc(), now_utc() - duration('P1D')).strftime('%d') }}", '02'],
]
for (const [text, result] of rendered) {
  test(`${text} is ${result}`, () => assert.equal(render(text), result))
}

for (const text of [
  '{{ record.x }}',
  '{{ record.value.length }}',
  '{{ record.constructor }}',
  '{{ record.n | upper + 1 }}',
  '{{ now_utc() }}',
  "{{ now_utc().strftime('%q') }}",
  "{{ duration('1 day') }}",
  "{{ -'a' }}",
  '{{ now_utc() + now_utc() }}',
  '{{ [now_utc()] }}',
  "{{ record.n + 'a' }}",
  '{{ max() }}',
  "{{ max(1, 'a') }}",
  "{{ min(now_utc(), duration('P1D')) }}",
]) {
  test(`${text} has no value`, () => assert.throws(() => render(text), ExpressionError))
}

for (const text of [
  '{{ }}',
  '{{ other }}',
  '{{ f() }}',
  '{{ record.value.trim() }}',
  '{{ record | e }}',
  '{{ 1 + }}',
  '{{ (1 }}',
  '{{ 1 2 }}',
  '{{ a = 1 }}',
  "{{ 'a }}",
  '{% set x = 1 %}',
  '{# x #}',
  `{{ ${'('.repeat(99)} }}`,
]) {
  test(`${text.slice(0, 40)} is no template`, () => assert.throws(() => render(text), SyntaxError))
}

// Shows Templates: all of the language
test('law: a template is rendered or refused, never anything else', () => {
  const pieces = fc.constantFrom(
    'record',
    '.',
    'value',
    '(',
    ')',
    "'a'",
    '1',
    '+',
    '-',
    ' not ',
    ' in ',
    '|',
    'replace',
    'now_utc()',
    ',',
    '[',
    ']',
    ' if ',
    ' else ',
    '==',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      try {
        assert.equal(typeof render(`{{ ${parts.join('')} }}`), 'string')
      } catch (thrown) {
        if (!(thrown instanceof SyntaxError) && !(thrown instanceof ExpressionError)) throw thrown
      }
    }),
    { numRuns: 3000 },
  )
})
