import { EndpointAccessMode, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';

/**
 * TLS 1.2 with forward secrecy, or 1.3, with or without keys that withstand quantum computers. API Gateway would speak
 * 1.0 otherwise. A policy of this kind wants an access mode; BASIC leaves checking the host name to the client.
 */
export const TLS_1_2_AT_LEAST = {
  securityPolicy: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: EndpointAccessMode.BASIC,
} as const;
