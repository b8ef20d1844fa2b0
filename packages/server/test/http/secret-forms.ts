/** A secret in every form that a leak could take: each name with the string that must not be found. */
export type Forms = ReadonlyMap<string, string>

/** Characters of a secret that its base64 contains whatever surrounds it, for one of three alignments. */
function base64Cores(secret: string): [string, string][] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64')
    const end = Math.floor(((before + Buffer.byteLength(secret)) * 8) / 6)
    return [`base64 after ${before} bytes`, encoded.slice(before === 0 ? 0 : before + 1, end)]
  })
}

export function getForms(secret: string): Forms {
  const bytes = Buffer.from(secret)
  const forms: [string, string][] = [
    ['raw', secret],
    ['in lower case', secret.toLowerCase()],
    ['in upper case', secret.toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded, small', encodeURIComponent(secret).replace(/%../g, (one) => one.toLowerCase())],
    ['percent-encoded whole', [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')],
    ['form-encoded', new URLSearchParams({ s: secret }).toString().slice(2)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    [
      'JSON of code points',
      [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ['JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['HTML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    ...base64Cores(secret),
    ...base64Cores(secret).map(([name, core]): [string, string] => [
      name.replace('base64', 'base64url'),
      core.replaceAll('+', '-').replaceAll('/', '_'),
    ]),
  ]
  return new Map(forms)
}

/** Returns the forms of any of `secrets` that a string or bytes contain. */
export function leaksIn(where: string | Buffer, secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) =>
    [...getForms(secret)].filter(([, form]) => where.includes(form)).map(([name]) => `${secret}: ${name}`),
  )
}
