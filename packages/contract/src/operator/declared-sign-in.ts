import { type Static, Type } from 'typebox'
import { Shape } from '#values/shapes'
import { MOST_PROVIDERS, PROVIDER_FIELDS } from '../people/providers.ts'
import { DomainName } from '../people/sign-in.ts'

const DeclaredProvider = Shape({
  ...PROVIDER_FIELDS,
  client_secret_file: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4096,
      description: 'Path of a file with the client secret, from the folder of this one.',
    }),
  ),
})

/** Content of the file for `operator providers apply`, which declares how people of an organization sign in. */
export const DeclaredSignIn = Shape({
  providers: Type.Optional(Type.Array(DeclaredProvider, { maxItems: MOST_PROVIDERS })),
  domains: Type.Optional(Type.Array(DomainName, { maxItems: 1000 })),
})
export type DeclaredSignIn = Static<typeof DeclaredSignIn>
