import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageConfig } from './buildah.ts'

const DOCKERFILE = join(import.meta.dirname, '../../Dockerfile')
/** Search path of the base image. */
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Reads the image's configuration from the repository's `Dockerfile`, as far as a proof uses it. */
export function readDockerfile(): ImageConfig {
  const lines = readFileSync(DOCKERFILE, 'utf8').split('\n')
  const get = (instruction: string) => {
    const line = lines.findLast((each) => each.startsWith(`${instruction} `))
    if (line === undefined) throw new Error(`The Dockerfile has no ${instruction}`)
    return line.slice(instruction.length + 1)
  }
  return {
    User: get('USER'),
    Env: [PATH, ...get('ENV').split(' ')],
    Entrypoint: JSON.parse(get('ENTRYPOINT')),
    Cmd: JSON.parse(get('CMD')),
    Healthcheck: { Test: ['CMD-SHELL', get('HEALTHCHECK').replace(/^CMD /, '')] },
  }
}
