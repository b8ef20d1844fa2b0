import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const packages = join(import.meta.dirname, '..', 'packages')
const sources = readdirSync(packages).map((name) => `${name}/src`)

test('no folder of sources has more than 20 files side by side', () => {
  const crowded = sources.flatMap(foldersIn).filter((folder) => !isMade(folder) && filesIn(folder) > 20)
  assert.deepEqual(crowded, [])
})

/** Returns whether a folder is generated. Generated folders have a file for each service. */
function isMade(folder: string): boolean {
  return folder.includes('/generated')
}

test('the server has at most 26 rooms, and nothing beside them', () => {
  const rooms = readdirSync(join(packages, 'server/src'), { withFileTypes: true })
  assert.ok(rooms.every((room) => room.isDirectory()))
  assert.ok(rooms.length <= 26, `${rooms.length} rooms`)
})

test('each room of the server and of the app says what lives there and what may not', () => {
  const rooms = ['server/src', 'web/src'].flatMap((folder) => foldersIn(folder).filter(isRoom))
  assert.ok(rooms.length > 30)
  for (const room of rooms) {
    const lines = readFileSync(join(packages, room, 'README.md'), 'utf8')
      .trim()
      .split('\n')
    assert.deepEqual([lines.length, lines[0]], [4, `# ${room.split('/')[2]}`], room)
  }
})

function isRoom(folder: string): boolean {
  return folder.split('/').length === 3
}

function foldersIn(folder: string): readonly string[] {
  const below = readdirSync(join(packages, folder), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  )
  return [folder, ...below.flatMap(({ name }) => foldersIn(`${folder}/${name}`))]
}

/** Counts a folder's own files, except its README. */
function filesIn(folder: string): number {
  const entries = readdirSync(join(packages, folder), { withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name !== 'README.md').length
}
