import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { planMultipartForm } from '#plan/plan-multipart'
import { throwsCode } from '../assert-engine-error.ts'

type Fields = Parameters<typeof planMultipartForm>[1]

/** Returns the bytes of the only part of an upload. */
function getFile(text: string): Buffer {
  const fields = [[{ name: 'file' }, text]] as unknown as Fields
  const { content: body, type } = planMultipartForm([{ name: 'file', required: true }], fields)
  const content = Buffer.from(body)
  const end = `\r\n--${type.split('boundary=')[1]}--\r\n`
  return content.subarray(content.indexOf('\r\n\r\n') + 4, content.length - end.length)
}

const blank = fc.constantFrom('', '', ' ', '\n', '\r\n', '\t')

test('law: a file is the bytes of its base64, wherever there are blanks', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(blank, { minLength: 1, maxLength: 9 }),
      (bytes, blanks) => {
        const letters = [...Buffer.from(bytes).toString('base64')]
        const text =
          letters.map((letter, at) => `${blanks[at % blanks.length]}${letter}`).join('') + blanks[0]
        assert.deepEqual([...getFile(text)], [...bytes])
      },
    ),
  )
})

test('law: other text is refused exactly if it is not base64 without its blanks', () => {
  const unit = fc.constantFrom('a', 'B', '7', '+', '/', '=', ' ', '\n', '-', '_', 'é', '{')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      const letters = text.replaceAll(/[\r\n\t ]/g, '')
      if (letters.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(letters)) {
        assert.deepEqual(getFile(text), Buffer.from(letters, 'base64'))
      } else throwsCode('invalid_parameter', () => getFile(text), /must be a file in base64/)
    }),
    { numRuns: 2_000 },
  )
})
