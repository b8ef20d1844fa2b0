import assert from 'node:assert/strict'
import { type KeyObject, randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { engines } from '@bulkhead/testing/engines'
import { openRawDatabase, type RawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import fc from 'fast-check'
import {
  type CryptoKey,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose'
import pino from 'pino'
import type { Claims } from '#access/tokens/claims'
import { issueToken } from '#access/tokens/issue-token'
import { openSigningKeys, type SigningKeys } from '#access/tokens/signing-keys'
import { verifyToken } from '#access/tokens/verify-token'
import { rotateSigningKeys } from '#jobs/rotate-signing-keys'
import { proveKeyring } from '#operator/prove-keyring'
import { asOperator } from '#platform/database/roles/as-operator'
import { newKeyringText, parseKeyring } from '#platform/vault/keyring'

const ISSUER = 'https://house.test'
const AUDIENCE = 'https://house.test/api/v1'
const INVALID = 'The token is not a valid token of this server.'
const EXPIRED = 'The token has expired. Get a new one.'
const log = pino({ level: 'silent' })

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = () => Math.floor(Date.now() / 1000)

for (const engine of engines) {
  suite(`verifyToken on ${engine.name}`, () => {
    let raw: RawDatabase
    let keys: SigningKeys
    let key_id: string
    let privateKey: ReturnType<SigningKeys['current']>['privateKey']
    let publicKey: ReturnType<SigningKeys['current']>['publicKey']
    let public_jwk: JWK
    let header: JWTHeaderParameters
    before(async () => {
      raw = await openRawDatabase(engine)
      const keyring = parseKeyring(newKeyringText(), 'a test')
      // Every key that the keyring wraps refers to the proof of its version.
      await asOperator(raw.database, log, 'test', (tx) => proveKeyring(tx, keyring))
      await rotateSigningKeys(raw.database, keyring, log)
      keys = await openSigningKeys(raw.database, keyring)
      ;({ key_id, privateKey, publicKey, public_jwk } = keys.current())
      header = { alg: 'EdDSA', typ: 'at+jwt', kid: key_id }
    })
    after(async () => {
      await raw?.close()
      await engine.close()
    })

    const application: Claims = {
      sub: randomUUID(),
      client_id: 'client',
      organization_id: randomUUID(),
      epochs: { organization: 1, application: 2 },
    }
    const scoped: Claims = {
      ...application,
      workspace_id: randomUUID(),
      epochs: { ...application.epochs, workspace: 3 },
    }
    const issue = (claims: Claims, expires_in = 60, issuer = ISSUER, audience = [AUDIENCE]) =>
      issueToken(keys, { issuer, audience }, claims, expires_in)
    const verify = (token: string) => verifyToken(keys, ISSUER, AUDIENCE, token)
    const good: JWTPayload = {
      ...scoped,
      iss: ISSUER,
      aud: [AUDIENCE],
      iat: now(),
      exp: now() + 60,
      jti: randomUUID(),
    }
    /** Signs claims that `issueToken` would not issue, with the server's own key. */
    const sign = (
      payload: JWTPayload,
      changed: Partial<JWTHeaderParameters> = {},
      key: CryptoKey | KeyObject = privateKey,
    ) => new SignJWT(payload).setProtectedHeader({ ...header, ...changed }).sign(key)
    const without = <T extends object>(value: T, name: keyof T) => {
      const { [name]: _, ...rest } = value
      return rest
    }

    const refuses = (token: string, message = INVALID) =>
      assert.rejects(verify(token), (error: unknown) => {
        assert.ok(error instanceof BulkheadError, String(error))
        assert.deepEqual([error.code, error.message], ['unauthenticated', message])
        return true
      })

    test('takes a signature in one spelling only', async () => {
      const token = issue(application)
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      const last = alphabet.indexOf(token.at(-1) ?? '')
      // 64 bytes are 86 characters of base64url, of which the last one carries only two bits.
      for (const unused of [1, 2, 15]) await refuses(`${token.slice(0, -1)}${alphabet[last ^ unused]}`)
      await refuses(`${token}=`)
      await verify(token)
    })

    test('gives back the claims that were issued', async () => {
      const getClaims = async (token: string) => {
        const { jti, exp, ...claims } = await verify(token)
        assert.match(jti, /^[0-9a-f-]{36}$/)
        assert.ok(exp * 1000 > Date.now(), 'it has not expired')
        return claims
      }
      assert.deepEqual(await getClaims(await issue(application)), application)
      assert.deepEqual(await getClaims(await issue(scoped)), scoped)
      assert.deepEqual(await getClaims(await sign(good)), scoped)
      const several = await issue(scoped, 60, ISSUER, ['https://house.test/mcp', AUDIENCE])
      assert.deepEqual(await getClaims(several), scoped)
    })

    test('every token has an id of its own', async () => {
      assert.notEqual(await issue(scoped), await issue(scoped))
    })

    test('the published key set verifies and holds no private part', () => {
      assert.deepEqual(
        keys.jwks().keys.map((key) => Object.keys(key).sort()),
        [['alg', 'crv', 'kid', 'kty', 'use', 'x']],
      )
    })

    const publicBytes = async () => [
      Buffer.from(await exportSPKI(publicKey)),
      Buffer.from(public_jwk.x ?? '', 'base64url'),
      Buffer.from(public_jwk.x ?? ''),
      Buffer.from(JSON.stringify(public_jwk)),
      Buffer.from(JSON.stringify(keys.jwks())),
    ]

    const forgeries: Record<string, () => Promise<string | string[]>> = {
      'alg none': async () =>
        ['none', 'None', 'NONE', ''].flatMap((alg) => [
          `${base64url({ ...header, alg })}.${base64url(good)}.`,
          `${base64url({ ...header, alg })}.${base64url(good)}.${Buffer.alloc(64).toString('base64url')}`,
        ]),
      'HS256 with the public key as secret': async () =>
        Promise.all(
          (await publicBytes()).map((secret) =>
            new SignJWT(good).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret),
          ),
        ),
      'another algorithm': async () => {
        const es256 = await generateKeyPair('ES256')
        return Promise.all([
          sign(good, { alg: 'ES256' }, es256.privateKey),
          // RFC 9864's name of what we do accept, by our own key: still not the one name that we issue.
          sign(good, { alg: 'Ed25519' }),
        ])
      },
      'another key under our key id': async () => {
        const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
        return sign(good, {}, other.privateKey)
      },
      'a key that it brings along': async () => {
        const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
        const jwk = { kty: 'OKP', crv: 'Ed25519', x: public_jwk.x ?? '' }
        return sign(good, { jwk }, other.privateKey)
      },
      'an unknown key id': () => sign(good, { kid: randomUUID() }),
      'no key id': () =>
        new SignJWT(good).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).sign(privateKey),
      'a key id that is no text': async () =>
        `${base64url({ ...header, kid: 7 })}.${base64url(good)}.${Buffer.alloc(64).toString('base64url')}`,
      'another type': () => Promise.all(['JWT', 'jwt', 'refresh+jwt', ''].map((typ) => sign(good, { typ }))),
      'no type': () => new SignJWT(good).setProtectedHeader({ alg: 'EdDSA', kid: key_id }).sign(privateKey),
      'a critical extension': async () => {
        const signed = await sign(good)
        return `${base64url({ ...header, crit: ['b64'], b64: false })}.${signed.split('.').slice(1).join('.')}`
      },
      'another issuer': () =>
        Promise.all([issue(scoped, 60, 'https://else.test'), issue(scoped, 60, `${ISSUER}/`)]),
      'another audience': () =>
        Promise.all([
          issue(scoped, 60, ISSUER, ['https://house.test/mcp']),
          issue(scoped, 60, ISSUER, [`${AUDIENCE}/`]),
          issue(scoped, 60, ISSUER, []),
        ]),
      'not valid yet': () => sign({ ...good, nbf: now() + 60 }),
      'issued more than a minute from now': () => sign({ ...good, iat: now() + 90, exp: now() + 150 }),
      'a registered claim missing': () =>
        Promise.all(
          (['iss', 'aud', 'sub', 'exp', 'iat', 'jti'] as const).map((claim) => sign(without(good, claim))),
        ),
      'a claim of ours missing': () =>
        Promise.all(['client_id', 'organization_id', 'epochs'].map((claim) => sign(without(good, claim)))),
      'a claim of another type': () =>
        Promise.all([
          sign({ ...good, sub: 'nobody' }),
          sign({ ...good, client_id: '' }),
          sign({ ...good, organization_id: `${scoped.organization_id}0` }),
          sign({ ...good, organization_id: [scoped.organization_id] }),
          sign({ ...good, workspace_id: '' }),
          sign({ ...good, workspace_id: null }),
          sign({ ...good, epochs: { ...scoped.epochs, organization: '1' } }),
          sign({ ...good, epochs: { ...scoped.epochs, application: 0 } }),
          sign({ ...good, epochs: { ...scoped.epochs, workspace: null } }),
          sign({ ...good, epochs: [] }),
        ]),
      'a workspace without its epoch': () => sign({ ...good, epochs: application.epochs }),
      'an epoch without its workspace': () => sign(without(good, 'workspace_id')),
      'claims that are no object': async () => {
        const signed = await sign(good)
        const [head, , signature] = signed.split('.')
        return ['null', '[]', '"text"', '7', '{', ''].map(
          (text) => `${head}.${Buffer.from(text).toString('base64url')}.${signature}`,
        )
      },
      garbage: async () => {
        const signed = await sign(good)
        return [
          '',
          '.',
          '..',
          '...',
          'a.b.c',
          'null',
          signed.slice(1),
          `${signed}.`,
          `${signed}A`,
          signed.slice(0, -4),
        ]
      },
    }
    for (const [what, forge] of Object.entries(forgeries)) {
      test(`${what} is refused like any other fault`, async () => {
        for (const token of [await forge()].flat()) await refuses(token)
      })
    }

    test('an expired token says so, at the second it ends, and only if it was ours', async () => {
      await refuses(await issue(scoped, -1), EXPIRED)
      await refuses(await issue(scoped, 0), EXPIRED)
      const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
      await refuses(await sign({ ...good, exp: now() - 60 }, {}, other.privateKey))
    })

    test('any change to a token, and any text at all, is refused', async () => {
      const token = await issue(scoped)
      const character = fc.constantFrom(...'ABCxyz019-_.=')
      await fc.assert(
        fc.asyncProperty(fc.nat(token.length - 1), character, async (at, replaced) => {
          const changed = token.slice(0, at) + replaced + token.slice(at + 1)
          fc.pre(!sameBytes(changed, token))
          await refuses(changed)
        }),
        { numRuns: 200 },
      )
      await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), (text) => refuses(text)))
      const part = fc.json().map((json) => Buffer.from(json).toString('base64url'))
      await fc.assert(
        fc.asyncProperty(part, part, part, (head, claims, signature) =>
          refuses(`${head}.${claims}.${signature}`),
        ),
      )
    })
  })
}

/** The last character of base64url has bits that mean nothing. */
function sameBytes(one: string, other: string): boolean {
  const bytes = (token: string) =>
    token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
  return bytes(one).join('.') === bytes(other).join('.')
}
