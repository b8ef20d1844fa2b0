import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import '../texts-in-node.ts'

const { i18n } = await import('#texts/i18n.ts')
const { formatDecimal, formatPercent } = await import('#texts/format.ts')

afterEach(() => i18n.activate('en'))

test('numbers have the decimal separator of the language', () => {
  assert.equal(formatDecimal(1.254, 2), '1.25')
  assert.equal(formatDecimal(12, 1), '12.0')
  assert.deepEqual([0, 0.034, 0.5, 1].map(formatPercent), ['0%', '3.4%', '50%', '100%'])
  i18n.loadAndActivate({ locale: 'de', messages: {} })
  assert.equal(formatDecimal(1.254, 2), '1,25')
  assert.equal(formatPercent(0.034), '3,4\u00A0%')
})
