import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import stringWidth from 'string-width'
import { pickFields, valueAt } from '#output/pick-fields'
import { printable, printableJson } from '#output/printable'
import { Table, toCell } from '#output/table'
import { usualColumns } from '#output/usual-columns'

const screen = (columns: number) =>
  Object.assign(new Writable(), { columns, isTTY: true, getColorDepth: () => 1 })
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

test('a table that goes to a file or a pipe is not cut', () => {
  const reason = 'workspace_not_found: There is no such workspace. '.repeat(4).trim()
  assert.ok(new Table(['outcome', 'reason'], new Writable()).render([['failed', reason]]).includes(reason))
})

test('a table fits the screen, and cuts neither ids nor times', () => {
  const table = new Table(['name', 'id', 'at'], screen(80))
  const rows = [['x'.repeat(60), ID, '2026-11-25T10:00:00Z']]
  const [head = '', line = ''] = table.render(rows).split('\n')
  assert.ok(stringWidth(line) <= 80, line)
  assert.ok(line.includes(ID) && line.includes('2026-11-25T10:00:00Z') && line.includes('…'))
  assert.equal(head.indexOf('ID'), line.indexOf(ID))
  // Later rows use the same columns.
  const [more = ''] = table.render([['short', ID, '-']]).split('\n')
  assert.equal(more.indexOf(ID), line.indexOf(ID))
})

test('columns are as wide as their content, whatever the script', () => {
  const table = new Table(['name', 'n'], screen(40))
  const names = ['東京の会社', 'e\u0301tude', '👩‍👩‍👧 family', 'плот']
  const lines = table
    .render(names.map((name) => [name, '1']))
    .trimEnd()
    .split('\n')
    .slice(1)
  const widths = lines.map((line) => stringWidth(line))
  assert.deepEqual(new Set(widths).size, 1, JSON.stringify(lines))
})

test('a wide name is cut at a whole character', () => {
  const table = new Table(['name'], screen(21))
  const [, line = ''] = table.render([['東京'.repeat(20)]]).split('\n')
  assert.ok(stringWidth(line) <= 21 && /^(東京)*東?…$/.test(line), line)
})

test('cells are one line in the form of their value', () => {
  for (const [value, cell] of [
    [null, '-'],
    [undefined, '-'],
    ['', '-'],
    [[], '-'],
    [true, 'yes'],
    [false, 'no'],
    [0, '0'],
    [['a', 'b'], 'a, b'],
    [{ a: 1 }, '{"a":1}'],
    ['2026-11-25T10:00:00.123Z', '2026-11-25T10:00:00Z'],
    ['one\ntwo\tthree', 'one two three'],
    ['\u001b[31mred', '\ufffd[31mred'],
    ['\u202eevil', '\ufffdevil'],
  ] as const) {
    assert.equal(toCell(value), cell)
  }
})

test('nothing that reaches a screen acts on it', () => {
  for (let code = 0; code < 0x3000; code++) {
    const one = String.fromCodePoint(code)
    const isActive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(one) && one !== '\u200d'
    assert.equal(printable(one) === one, !isActive, code.toString(16))
    const json = printableJson(JSON.stringify({ one }))
    assert.deepEqual(JSON.parse(json), { one })
    if (isActive) assert.ok(!json.includes(one))
  }
})

test('fields are dotted paths, through lists too, and stay nested', () => {
  const row = {
    id: 1,
    user: { login: 'a', deep: { x: 1 } },
    labels: [{ name: 'p' }, { name: 'q' }],
    'a.b': 2,
  }
  assert.deepEqual(pickFields(row, ['id', 'user.login', 'user.deep.x', 'none.at']), {
    id: 1,
    user: { login: 'a', deep: { x: 1 } },
    none: { at: null },
  })
  assert.deepEqual(valueAt(row, 'labels.name'), ['p', 'q'])
  assert.equal(valueAt(row, 'a.b'), 2)
  assert.equal(valueAt(row, 'constructor.name'), undefined)
  const picked = pickFields(row, ['__proto__.polluted'])
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  assert.deepEqual(Object.keys(picked), ['__proto__'])
})

test('columns of unknown records are the most useful ones, as many as fit', () => {
  const row = { url: 'https://example.com', body: 'x'.repeat(200), title: 'Leak', number: 7, user: { id: 1 } }
  const wide = usualColumns([row], screen(200))
  assert.deepEqual(Object.keys(wide.chosen).slice(0, 2), ['number', 'title'])
  assert.equal(wide.left, 1)
  const narrow = usualColumns([row], screen(24))
  assert.deepEqual(Object.keys(narrow.chosen), ['number', 'title'])
  assert.deepEqual(usualColumns([{ only: { nested: 1 } }], screen(80)).chosen, { only: 'only' })
  assert.deepEqual(usualColumns([], screen(80)), { chosen: {}, left: 0 })
})
