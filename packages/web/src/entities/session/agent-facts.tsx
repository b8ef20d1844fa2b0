import { t } from '@lingui/core/macro'
import { CopyableId } from '#ui/copy-button.tsx'
import { Fact } from '#ui/show/facts.tsx'

interface ByAgent {
  readonly grant_id: string | null
  readonly client_id: string | null
  readonly client_name: string | null
  readonly key_id: string | null
}

/** Facts about the program or key that acted. Empty if the person or application acted directly. */
export function AgentFacts({ record }: { readonly record: ByAgent }) {
  const { grant_id, client_id, client_name, key_id } = record
  return (
    <>
      {grant_id !== null && (
        <Fact name={t`Agent`}>
          {client_name ?? client_id}
          <CopyableId id={grant_id} what={t`grant id`} />
        </Fact>
      )}
      {key_id !== null && (
        <Fact name={t`Key`}>
          <CopyableId id={key_id} what={t`key id`} />
        </Fact>
      )}
    </>
  )
}
