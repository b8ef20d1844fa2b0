import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { callAsPage, type SignedInPerson } from '#people'
import type { Answer, TestServer } from '#test-server'

/** Deviations from what a good browser and device send. */
export interface Deviation {
  readonly origin?: string
  readonly challenge?: string
  /** Host that the device signs for. */
  readonly rpId?: string
  readonly counter?: number
  /** Whether the device has verified its user. Default true. */
  readonly isVerified?: boolean
  /** Credential id that is claimed. */
  readonly id?: string
  readonly userHandle?: string
  readonly crossOrigin?: boolean
}

interface Options {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id: string }
  readonly user?: { readonly id: string }
}

/** A device with one passkey, in software. */
export class VirtualPasskey {
  readonly id = randomBytes(16).toString('base64url')
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  readonly #origin: string
  userHandle = ''
  counter = 0

  /** @param publicUrl Public URL of the server. */
  constructor(publicUrl: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    this.#publicKey = publicKey
    this.#origin = new URL(publicUrl).origin
  }

  /** Creates the credential, like `navigator.credentials.create`. */
  create(options: Options, deviation: Deviation = {}): Record<string, unknown> {
    this.userHandle = options.user?.id ?? ''
    const id = Buffer.from(this.id, 'base64url')
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' }) as { x?: string; y?: string }
    const cose = Buffer.concat([
      // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const data = Buffer.concat([this.#toData(deviation, options.rp?.id ?? '', 0x40), attested])
    const attestation = Buffer.concat([
      // {"fmt": "none", "attStmt": {}, "authData": data}
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      Buffer.from([data.length >> 8, data.length & 0xff]),
      data,
    ])
    return this.#toCredential(deviation, {
      clientDataJSON: this.#toClientData('webauthn.create', options, deviation).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** Signs a challenge, like `navigator.credentials.get`. */
  get(options: Options, deviation: Deviation = {}): Record<string, unknown> {
    if (deviation.counter === undefined) this.counter += 1
    const clientData = this.#toClientData('webauthn.get', options, deviation)
    const data = this.#toData({ counter: this.counter, ...deviation }, options.rpId ?? '', 0)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return this.#toCredential(deviation, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
      userHandle: deviation.userHandle ?? this.userHandle,
    })
  }

  #toCredential({ id = this.id }: Deviation, response: object): Record<string, unknown> {
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
  }

  #toClientData(type: string, { challenge }: Options, deviation: Deviation): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: deviation.challenge ?? challenge,
        origin: deviation.origin ?? this.#origin,
        crossOrigin: deviation.crossOrigin ?? false,
      }),
    )
  }

  #toData({ rpId, counter = 0, isVerified = true }: Deviation, host: string, flags: number): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([
      createHash('sha256')
        .update(rpId ?? host)
        .digest(),
      Buffer.from([flags | 0x01 | (isVerified ? 0x04 : 0)]),
      count,
    ])
  }
}

/** Begins to register a passkey, and creates it on a device. @returns The credential for `POST /auth/passkeys`. */
export async function makePasskeyCredential(
  testServer: TestServer,
  { headers, password }: Pick<SignedInPerson, 'headers' | 'password'>,
  passkey = new VirtualPasskey(testServer.server.services.issuer),
  deviation: Deviation = {},
): Promise<Record<string, unknown>> {
  const begun = await testServer.call('POST', '/auth/passkeys/registration', {
    headers,
    body: { current_password: password },
  })
  if (begun.status !== 200) throw new Error(`beginning a passkey answered ${begun.status}: ${begun.text}`)
  return passkey.create(begun.body.options, deviation)
}

export async function addPasskey(
  testServer: TestServer,
  person: Pick<SignedInPerson, 'headers' | 'password'>,
): Promise<{ readonly id: string; readonly passkey: VirtualPasskey }> {
  const passkey = new VirtualPasskey(testServer.server.services.issuer)
  const { status, text, body } = await testServer.call('POST', '/auth/passkeys', {
    headers: person.headers,
    body: { name: 'Laptop', credential: await makePasskeyCredential(testServer, person, passkey) },
  })
  if (status !== 200) throw new Error(`registering a passkey answered ${status}: ${text}`)
  return { id: body.id, passkey }
}

/** Requests a challenge as a browser. @returns The options, and the `Cookie` header of that browser. */
export async function beginPasskeySignIn(
  testServer: TestServer,
): Promise<{ readonly options: Options; readonly cookie: string }> {
  const { status, text, body, headers } = await callAsPage(
    testServer,
    '/auth/sign-in/passkey/challenge',
    undefined,
  )
  if (status !== 200) throw new Error(`beginning a sign-in answered ${status}: ${text}`)
  return { options: body.options, cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

export function sendPasskey(testServer: TestServer, credential: object, cookie: string): Promise<Answer> {
  return testServer.call('POST', '/auth/sign-in/passkey', {
    body: { credential },
    headers: { origin: testServer.server.services.issuer, cookie },
  })
}
