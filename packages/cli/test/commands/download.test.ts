import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { PROGRAM } from '@bulkhead/testing/program'
import { until } from '@bulkhead/testing/test-server'
import { type Bench, openBench } from '../bench.ts'

const CONNECTORS = new URL('../../../sdk/test/connectors/', import.meta.url).pathname
const DOWNLOAD = ['connectors', 'execute', 'shelf', 'files', 'download', '-w', 'acme', '-p', 'id=1']
const FILE = randomBytes(200_000)

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    let folder: string
    before(async () => {
      bench = await openBench(engine, CONNECTORS)
      folder = join(bench.folder, 'downloads')
      mkdirSync(folder)
      const connector = { credentials: { token: 'secret' }, environment: { base_url: bench.upstream.url } }
      const args = ['connectors', 'create', 'shelf', '-w', 'acme', '--json', '-']
      await bench.getOutput(args, { stdin: JSON.stringify(connector) })
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    const whole = () => bench.upstream.respond((_request, response) => void response.end(FILE))
    const inPart = (goOn: (end: () => void) => void) =>
      bench.upstream.respond((_request, response) => {
        response.writeHead(200, { 'content-length': FILE.length })
        response.write(FILE.subarray(0, 100_000), () => goOn(() => response.destroy()))
      })

    test('a download goes to a file, which has its name once it is whole', async () => {
      whole()
      const path = join(folder, 'whole.pdf')
      const ended = await bench.run([...DOWNLOAD, '-o', path])
      assert.deepEqual([ended.code, ended.stdout, ended.stderr], [0, '', `${path}: ${FILE.length} bytes\n`])
      assert.ok(readFileSync(path).equals(FILE))
      assert.deepEqual(readdirSync(folder), ['whole.pdf'])
    })

    test('a taken name is reported before anything is sent', async () => {
      const path = join(folder, 'taken.pdf')
      writeFileSync(path, 'mine')
      const before = bench.upstream.arrived.length
      const ended = await bench.run([...DOWNLOAD, '-o', path])
      assert.deepEqual([ended.code, ended.error().code], [1, 'file_exists'])
      const nowhere = await bench.run([...DOWNLOAD, '-o', join(folder, 'no', 'x.pdf')])
      assert.deepEqual([nowhere.code, nowhere.error().code], [1, 'no_folder'])
      assert.equal(bench.upstream.arrived.length, before)
      assert.equal(readFileSync(path, 'utf8'), 'mine')
    })

    test('a download that breaks off leaves nothing, so it can be run again', async () => {
      inPart((end) => setTimeout(end, 50))
      const path = join(folder, 'broken.pdf')
      const ended = await bench.run([...DOWNLOAD, '-o', path])
      assert.deepEqual([ended.code, ended.error().code], [1, 'download_broken'])
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('broken')),
        [],
      )
      whole()
      assert.equal((await bench.run([...DOWNLOAD, '-o', path])).code, 0)
    })

    test('a download that Ctrl-C ends leaves nothing', async () => {
      inPart(() => {})
      const path = join(folder, 'interrupted.pdf')
      const env = { ...process.env, ...bench.environment }
      const child = spawn(process.execPath, [PROGRAM, ...DOWNLOAD, '-o', path], { env, stdio: 'ignore' })
      const ended = once(child, 'exit')
      const files = () => readdirSync(folder).filter((name) => name.startsWith('interrupted'))
      await until(async () => files().length > 0)
      child.kill('SIGINT')
      assert.deepEqual([(await ended)[0], files()], [130, []])
    })

    test('a symbolic link at the target is not followed', async () => {
      whole()
      const [path, other] = [join(folder, 'linked.pdf'), join(folder, 'other')]
      writeFileSync(other, 'mine')
      symlinkSync(other, `${path}.partial`)
      assert.equal((await bench.run([...DOWNLOAD, '-o', path])).code, 0)
      assert.equal(readFileSync(other, 'utf8'), 'mine')
      assert.ok(lstatSync(path).isFile())
    })

    test('--output goes with no other action, and a screen gets no file unasked', async () => {
      const before = bench.upstream.arrived.length
      const list = [
        'connectors',
        'execute',
        'shelf',
        'books',
        'list',
        '-w',
        'acme',
        '-o',
        join(folder, 'books'),
      ]
      const ended = await bench.run(list)
      assert.deepEqual([ended.code, ended.error().code], [4, 'usage'])
      const shown = await bench.run(DOWNLOAD, { columns: 80 })
      assert.deepEqual([shown.code, shown.stdout], [4, ''])
      assert.equal(bench.upstream.arrived.length, before)
    })
  })
}
