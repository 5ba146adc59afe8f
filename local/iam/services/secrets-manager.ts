import { type RegionTemplate } from '../../types';
import { arnPrefix, type ServiceAuthorization } from '../permission';
import { jsonService, textOf } from './json-service';

/** Secrets Manager appends a hyphen and six characters to the name ("Secret ARN"). */
const SUFFIX = /-[^-]{6}$/;

/** Actions on secrets, which calls name by ARN, by ARN without its suffix, or by name. */
export function secretsManager(template: RegionTemplate): ServiceAuthorization {
  const prefix = `${arnPrefix('secretsmanager', template)}:secret:`;
  const arns = new Map<string, string>();
  for (const { type, arn } of template.resources) {
    if (type !== 'AWS::SecretsManager::Secret') continue;
    const short = arn.replace(SUFFIX, '');
    arns.set(short, arn).set(short.slice(prefix.length), arn);
  }
  return jsonService('secretsmanager', (operation, input) => {
    const action = `secretsmanager:${operation}`;
    if (operation === 'ListSecrets') return [{ action, resource: '*', context: {} }];
    const id = textOf(input, 'SecretId');
    const resource = arns.get(id) ?? (id.startsWith('arn:') ? id : prefix + id);
    return [{ action, resource, context: {} }];
  });
}
