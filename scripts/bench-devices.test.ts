import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { DEVICES } from '../bench/devices.ts'

for (const { name, module, without = [] } of DEVICES) {
  test(`the bench can switch ${name} off`, () => {
    const source = module && readFileSync(new URL(`../packages/${module}`, import.meta.url), 'utf8')
    for (const [own] of without) assert.ok(source?.includes(own), `${module} does not have: ${own}`)
  })
}
