/** An HTTP answer of the gateway, before it is written; a header may have several values. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
}

/** What became of a request; `dropped` when the region went down under it. */
export type GatewayOutcome =
  | { readonly kind: 'answered'; readonly answer: GatewayAnswer }
  | { readonly kind: 'dropped' };
