import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvRow } from '@bulkhead/contract/values/csv-row'

test('what has commas, quotes or lines is quoted', () => {
  assert.equal(csvRow(['a,b', 'say "x"', 'two\nlines', 3, null]), '"a,b","say ""x""","two\nlines",3,\r\n')
})

test('what a spreadsheet would run is inert', () => {
  for (const text of ['=1+1', '+1', '-1', '@sum', '\t=1', '\uff1d1', '\u3000=1', ' \uff0b1']) {
    assert.equal(csvRow([text]), `'${text}\r\n`)
  }
  assert.equal(csvRow(['=HYPERLINK("http://x","y")']), `"'=HYPERLINK(""http://x"",""y"")"\r\n`)
  assert.equal(csvRow([-1]), '-1\r\n')
})
