import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@bulkhead/testing/free-port'
import { type Helper, pin } from './processes.ts'

/** Starts nginx as a proxy with one worker on the first core. Undefined if nginx is not installed. */
export async function startNginx(upstream: string): Promise<Helper | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-nginx-'))
  const port = await freePort()
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events { worker_connections 1024; }
    http { access_log off; keepalive_requests 100000000;
      upstream bench { server ${new URL(upstream).host}; keepalive 64; keepalive_requests 100000000; }
      server { listen 127.0.0.1:${port};
        location / { proxy_pass http://bench; proxy_http_version 1.1; proxy_set_header Connection ""; } } }`,
  )
  const master = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'ignore' })
  const started = await Promise.race([
    new Promise<boolean>((resolve) => master.once('error', () => resolve(false))),
    sleep(500).then(() => true),
  ])
  if (!started) return undefined
  const pid = getWorker(master.pid ?? 0)
  pin(pid, 0)
  return {
    pid,
    url: `http://127.0.0.1:${port}`,
    stop() {
      master.once('exit', () => rmSync(folder, { recursive: true, force: true }))
      master.kill('SIGTERM')
    },
  }
}

function getWorker(master: number): number {
  return Number(readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ')[0])
}
