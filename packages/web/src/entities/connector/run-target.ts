/** Target of a run: a connector, or a service's sample data. */
export type RunTarget =
  | { readonly kind: 'connector'; readonly connector_id: string }
  | { readonly kind: 'sample'; readonly workspace_id: string; readonly connector_type: string }

/** Returns a key that is equal for equal targets. */
export function toTargetKey(target: RunTarget): string {
  return target.kind === 'connector' ? target.connector_id : `sample ${target.connector_type}`
}
