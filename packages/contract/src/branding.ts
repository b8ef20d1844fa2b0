import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Nullable, OneOf, Shape, Timestamp } from './values/shapes.ts'

const tag = 'Organizations'

const Color = Nullable(
  Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'As `#0d5fa8`. Text on it is kept readable.' }),
)

const Link = (description: string) =>
  Nullable(Type.String({ maxLength: 2048, pattern: '^https://[^\\s]+$', description }))

const Fields = {
  name: Nullable(
    Type.String({
      minLength: 1,
      maxLength: 80,
      description: 'What end users know it by. Null: the name of the organization.',
    }),
  ),
  colors: Nullable(
    Shape(
      { light: Color, dark: Color },
      { description: 'Color of buttons and links, on light and on dark pages.' },
    ),
  ),
  support_url: Link('Where end users get help.'),
  privacy_url: Link('What is done with their data.'),
}

export const Branding = Shape({
  ...Fields,
  logo_url: Nullable(Type.String({ description: 'Where the server serves the logo, as PNG.' })),
  updated_at: Nullable(Timestamp),
})
export type Branding = Static<typeof Branding>

export const getBranding = operation({
  operationId: 'getBranding',
  method: 'GET',
  path: '/api/v1/organization/branding',
  tag,
  summary: 'Get how the connect page of the organization looks',
  callers: ['application', 'person'],
  audit: null,
  responses: { 200: Branding },
  errors: [],
})

export const updateBranding = operation({
  operationId: 'updateBranding',
  method: 'PUT',
  path: '/api/v1/organization/branding',
  tag,
  summary: 'Change how the connect page of the organization looks',
  description: 'A field left out stays as it is; null clears it.',
  callers: ['application', 'person'],
  audit: 'branding.updated',
  body: Shape({
    name: Type.Optional(Fields.name),
    colors: Type.Optional(Fields.colors),
    support_url: Type.Optional(Fields.support_url),
    privacy_url: Type.Optional(Fields.privacy_url),
  }),
  responses: { 200: Branding },
  errors: [],
})

/** Most bytes of a logo as it is uploaded. */
export const LOGO_BYTES = 524_288

export const setBrandingLogo = operation({
  operationId: 'setBrandingLogo',
  method: 'PUT',
  path: '/api/v1/organization/branding/logo',
  tag,
  summary: 'Set the logo of the connect page',
  description:
    'PNG or WebP of 512 KB and 1,024 × 1,024 pixels at most. It is decoded and encoded again, so that nothing but its pixels is kept, and scaled down to 512 pixels.',
  callers: ['application', 'person'],
  audit: 'branding.logo_set',
  body: Shape({
    content_type: OneOf(['image/png', 'image/webp']),
    data: Type.String({
      minLength: 1,
      maxLength: Math.ceil(LOGO_BYTES / 3) * 4,
      description: 'The file in base64.',
    }),
  }),
  responses: { 200: Branding },
  errors: ['invalid_request'],
})

export const deleteBrandingLogo = operation({
  operationId: 'deleteBrandingLogo',
  method: 'DELETE',
  path: '/api/v1/organization/branding/logo',
  tag,
  summary: 'Remove the logo of the connect page',
  callers: ['application', 'person'],
  audit: 'branding.logo_removed',
  responses: { 200: Branding },
  errors: [],
})
