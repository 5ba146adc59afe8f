import { z } from 'zod';

const nothing = z.object({});

const byteMatchSchema = z.strictObject({
  FieldToMatch: z.union([
    z.strictObject({ Method: nothing }),
    z.strictObject({ UriPath: nothing }),
    z.strictObject({ QueryString: nothing }),
    z.strictObject({ SingleHeader: z.object({ Name: z.string() }) }),
  ]),
  PositionalConstraint: z.enum(['EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS']),
  SearchString: z.string(),
  TextTransformations: z.array(
    z.object({
      Priority: z.number(),
      Type: z.enum(['NONE', 'LOWERCASE', 'COMPRESS_WHITE_SPACE', 'URL_DECODE', 'NORMALIZE_PATH']),
    }),
  ),
});

export type ByteMatch = z.infer<typeof byteMatchSchema>;

/** A condition on one request; exactly one of the members is there. */
export interface Statement {
  readonly ByteMatchStatement?: ByteMatch | undefined;
  readonly NotStatement?: { readonly Statement: Statement } | undefined;
  readonly AndStatement?: { readonly Statements: readonly Statement[] } | undefined;
  readonly OrStatement?: { readonly Statements: readonly Statement[] } | undefined;
}

export const statementSchema: z.ZodType<Statement> = z.lazy(() =>
  z.strictObject({
    ByteMatchStatement: byteMatchSchema.optional(),
    NotStatement: z.strictObject({ Statement: statementSchema }).optional(),
    AndStatement: z.strictObject({ Statements: z.array(statementSchema).min(2) }).optional(),
    OrStatement: z.strictObject({ Statements: z.array(statementSchema).min(2) }).optional(),
  }),
);

export const rateSchema = z.strictObject({
  AggregateKeyType: z.enum(['IP', 'FORWARDED_IP', 'CONSTANT']),
  // Windows that AWS WAF has ("Rate-based rule high-level settings").
  EvaluationWindowSec: z.union([z.literal(60), z.literal(120), z.literal(300), z.literal(600)]).default(300),
  Limit: z.number().int().min(10),
  ForwardedIPConfig: z
    .strictObject({ HeaderName: z.string(), FallbackBehavior: z.enum(['MATCH', 'NO_MATCH']) })
    .optional(),
  ScopeDownStatement: statementSchema.optional(),
});

export type RateSettings = z.infer<typeof rateSchema>;

const blockSchema = z.strictObject({
  CustomResponse: z
    .strictObject({
      ResponseCode: z.number().int(),
      CustomResponseBodyKey: z.string().optional(),
      ResponseHeaders: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    })
    .optional(),
});

export type Block = z.infer<typeof blockSchema>;

const actionSchema = z.union([
  z.strictObject({ Allow: nothing }),
  z.strictObject({ Count: nothing }),
  z.strictObject({ Block: blockSchema }),
]);

export type Action = z.infer<typeof actionSchema>;

export const ruleSchema = z.object({
  Name: z.string(),
  Priority: z.number(),
  Action: actionSchema.optional(),
  Statement: z.record(z.string(), z.unknown()),
});

export const webAclSchema = z.object({
  Name: z.string(),
  DefaultAction: z.union([z.strictObject({ Allow: nothing }), z.strictObject({ Block: blockSchema })]),
  Rules: z.array(ruleSchema).default([]),
  CustomResponseBodies: z
    .record(z.string(), z.object({ Content: z.string(), ContentType: z.string() }))
    .default({}),
});
