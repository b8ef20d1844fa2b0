import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getContrast, readColor, toAccent } from '#session/colors.ts'

const SURFACES = { light: '#ffffff', dark: '#171b20' } as const
const contrast = (one: string, other: string) =>
  getContrast(readColor(one) ?? [0, 0, 0], readColor(other) ?? [0, 0, 0])

test('text is readable with any color of an organization, in light and dark', () => {
  const steps = ['00', '33', '66', '99', 'cc', 'ff']
  const colors = steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
  )
  for (const color of [...colors, '#777777', '#808080', '#FFEE00']) {
    for (const scheme of ['light', 'dark'] as const) {
      const accent = toAccent(color, scheme)
      assert.ok(accent)
      assert.ok(contrast(accent.fill, accent.on) >= 4.5, `${color}: text on the fill`)
      assert.ok(contrast(accent.ink, SURFACES[scheme]) >= 4.5, `${color}: as text, ${scheme}`)
    }
  }
})

test('a color that is readable stays what it is', () => {
  assert.deepEqual(toAccent('#0d5fa8', 'light'), { fill: '#0d5fa8', on: '#ffffff', ink: '#0d5fa8' })
})

test('an invalid color changes nothing', () => {
  assert.equal(toAccent('red; background: url(x)', 'light'), undefined)
})
