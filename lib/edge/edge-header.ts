import { SecretValue } from 'aws-cdk-lib';
import { EDGE_SECRET_KEY } from '../data/secrets';
import { type Names } from '../names';

/** Header with which CloudFront shows that a request came through it; it overwrites what a caller sends. */
export const EDGE_HEADER = 'x-holdfast-edge';

/**
 * Its value: a dynamic reference, which CloudFormation resolves, so that the template does not hold it. Templates are
 * resolved when they change only: docs/deploy.md tells how to put a new value into use.
 */
export function edgeHeaderValue(names: Names): string {
  return SecretValue.secretsManager(names.edgeSecret, { jsonField: EDGE_SECRET_KEY }).unsafeUnwrap();
}
