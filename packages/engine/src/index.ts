// Entry point of the server: load a document, choose settings and credentials, plan a request and send it.
export { type ChosenAuth, chooseAuthOption } from '#auth/choose-auth-option'
export type { ComposedAuth } from '#auth/compose-auth'
export { getSecrets } from '#auth/get-secrets'
export { checkOperation } from '#check/check-operation'
export { type Account, readAccount } from '#check/read-account'
export { loadDefinition } from '#compile/compile-definition'
export { type Download, openDownload } from '#download/open-download'
export { planDownload } from '#download/plan-download'
export { checkUrl } from '#egress/check-url'
export type { ClientCertificate } from '#egress/connector'
export { createEgressPolicy, type EgressPolicy } from '#egress/policy'
export type { OutboundProxy } from '#egress/proxy-tunnel'
export type { Action, AuthOption, Definition, Operation, Parameter } from '#model/definition'
export type { IdentityRule } from '#model/identity-rule'
export type { JsonSchema, JsonValue } from '#model/json'
export type { AccessTokens, UpstreamResponse } from '#model/wire'
export type { PageRequest } from '#pagination/page-request'
export { findOperation } from '#plan/find-operation'
export { type Call, getAuth, type PlanContext, type PlannedRequest, planRequest } from '#plan/plan-request'
export { narrowDefinition } from '#reach/narrow-definition'
export type { Reach } from '#reach/reach'
export { type PlanReason, sendWithRetry } from '#retry/send-with-retry'
export {
  createSender,
  type SendableRequest,
  type Sender,
  type SenderOptions,
  type SendRights,
} from '#send/send-request'
export type { ResolvedSettings } from '#settings/resolve-settings'
export { type GivenTarget, type ResolvedTarget, resolveTarget } from '#settings/resolve-target'
export { splitConfiguration } from '#settings/split-configuration'
