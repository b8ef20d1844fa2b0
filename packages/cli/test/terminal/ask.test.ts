import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { CommandError } from '#command/command-error'
import { confirm } from '#terminal/ask'
import type { Terminal } from '#terminal/terminal'

function screen(isTTY: boolean) {
  return Object.assign(new PassThrough(), { isTTY })
}

/** A person at a terminal who types this. Undefined: nobody is there. */
function terminalWith(typed?: string): Terminal {
  const stdin = screen(typed !== undefined)
  if (typed !== undefined) stdin.write(typed)
  return { stdin, stdout: screen(true), stderr: screen(typed !== undefined), environment: {} }
}

async function getEnd(terminal: Terminal, flags = {}) {
  try {
    await confirm({ terminal, flags }, 'Delete it?')
    return 'done'
  } catch (error) {
    assert.ok(error instanceof CommandError)
    return [error.exitCode, error.code]
  }
}

test('yes goes on; anything else is no, which is no mistake of the command line', async () => {
  for (const typed of ['y\n', 'YES\n']) assert.equal(await getEnd(terminalWith(typed)), 'done')
  for (const typed of ['n\n', '\n', 'maybe\n'])
    assert.deepEqual(await getEnd(terminalWith(typed)), [5, 'declined'])
})

test('without a terminal the flag is needed', async () => {
  assert.deepEqual(await getEnd(terminalWith()), [4, 'usage'])
  assert.equal(await getEnd(terminalWith(), { yes: true }), 'done')
})
