#!/usr/bin/env node
// Plain JavaScript of long ago, so that an older Node gets as far as the sentence below.
const [major] = process.versions.node.split('.')
if (Number(major) >= 24) {
  import('../src/bulkhead.ts')
} else {
  console.error(`bulkhead needs Node 24 or newer, and this is ${process.version}. See https://nodejs.org`)
  process.exitCode = 1
}
