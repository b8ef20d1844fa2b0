import { Nullable, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'

/** Schema of the returned part of a result. */
export const ResultShape = Shape({
  notice: Type.String({ description: 'How to take all the rest: it is of a third party.' }),
  result: Type.Optional(Type.Unknown({ description: 'Records of a list as an array, otherwise an object.' })),
  part: Type.Optional(
    Shape(
      {
        text: Type.String(),
        from: Type.Integer(),
        to: Type.Integer(),
        of: Type.Integer({ description: 'Characters of the whole.' }),
      },
      { description: 'Where one record or file is too long for one response: characters of its text.' },
    ),
  ),
  file: Type.Optional(
    Shape({ name: Type.String(), media_type: Type.String() }, { description: 'Of a download.' }),
  ),
  next_cursor: Nullable(
    Type.String({
      description: 'Give it as `cursor`, with nothing else changed, to go on; null at the end.',
    }),
  ),
  more: Type.Optional(Type.String({ description: 'What was left out and how to get it.' })),
  warning: Type.Optional(Type.String()),
  metadata: Type.Optional(Type.Unknown({ description: 'What the service says of the whole list.' })),
})
