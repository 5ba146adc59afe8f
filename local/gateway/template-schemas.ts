/** The properties of AWS::ApiGateway resources that are served; the others are let through. */
import { z } from 'zod';

const strings = z.record(z.string(), z.string()).default({});

export const methodSchema = z.looseObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM']).default('NONE'),
  Integration: z.looseObject({
    Type: z.literal('AWS_PROXY'),
    Uri: z.string(),
    TimeoutInMillis: z.number().default(29_000),
  }),
  RequestModels: strings,
  RequestParameters: z.record(z.string(), z.boolean()).default({}),
  RequestValidatorId: z.string().optional(),
});

export const resourceSchema = z.looseObject({ ParentId: z.string(), PathPart: z.string() });
export const validatorSchema = z.looseObject({
  ValidateRequestBody: z.boolean().default(false),
  ValidateRequestParameters: z.boolean().default(false),
});
export const stageSchema = z.looseObject({
  StageName: z.string(),
  MethodSettings: z
    .array(
      z.looseObject({
        HttpMethod: z.string(),
        ResourcePath: z.string(),
        ThrottlingRateLimit: z.number().optional(),
        ThrottlingBurstLimit: z.number().optional(),
        MetricsEnabled: z.boolean().optional(),
      }),
    )
    .default([]),
});
export const gatewayResponseSchema = z.looseObject({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: strings,
  ResponseTemplates: strings,
});
export const restApiSchema = z.looseObject({
  Name: z.string().optional(),
  BinaryMediaTypes: z.array(z.string()).default([]),
});

export type MethodProperties = z.infer<typeof methodSchema>;
export type StageProperties = z.infer<typeof stageSchema>;
