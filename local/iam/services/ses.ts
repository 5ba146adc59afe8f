import { isRecord } from '../../assembly/template';
import { awsError, bodyOf } from '../../endpoint/aws-call';
import { type RegionTemplate } from '../../types';
import { arnPrefix, type Permission, type ServiceAuthorization } from '../permission';
import { type Input, textOf } from './json-service';

/**
 * SES v2's SendEmail (`POST /v2/email/outbound-emails`): the sender's identity, and the configuration set and
 * template if it names them ("Actions, resources, and condition keys for Amazon SES v2").
 */
export function ses(template: RegionTemplate): ServiceAuthorization {
  const prefix = arnPrefix('ses', template);
  const identities = identitiesOf(template);
  return {
    permissions: ({ method, path, headers, body }) => {
      if (method !== 'POST' || path !== '/v2/email/outbound-emails') return null;
      const input = bodyOf({ operation: 'SendEmail', body, headers });
      const from = addressIn(textOf(input, 'FromEmailAddress'));
      const resources = [identityArn(prefix, identities, from, input), ...optionalArns(prefix, input)];
      return resources.map((resource): Permission => ({
        action: 'ses:SendEmail',
        resource,
        context: { 'ses:FromAddress': [from] },
      }));
    },
    denied: (message) => awsError('AccessDeniedException', message, 403),
  };
}

/** Addresses and domains that the template has as identities. */
function identitiesOf({ resources }: RegionTemplate): ReadonlySet<string> {
  const identities = resources.filter(({ type }) => type === 'AWS::SES::EmailIdentity');
  return new Set(identities.map(({ properties }) => String(properties['EmailIdentity']).toLowerCase()));
}

/**
 * The sender's own identity, else that of its domain or of the nearest domain above it. An address for which
 * the template has none stands for itself, as on AWS.
 */
function identityArn(prefix: string, identities: ReadonlySet<string>, from: string, input: Input): string {
  const given = input['FromEmailAddressIdentityArn'];
  if (typeof given === 'string') return given;
  const address = from.toLowerCase();
  const labels = address.slice(address.indexOf('@') + 1).split('.');
  const candidates = [address, ...labels.map((_, index) => labels.slice(index).join('.'))];
  return `${prefix}:identity/${candidates.find((each) => identities.has(each)) ?? from}`;
}

function optionalArns(prefix: string, { ConfigurationSetName, Content }: Input): string[] {
  const template = isRecord(Content) && isRecord(Content['Template']) ? Content['Template'] : {};
  const { TemplateName } = template;
  return [
    ...(typeof ConfigurationSetName === 'string'
      ? [`${prefix}:configuration-set/${ConfigurationSetName}`]
      : []),
    ...(typeof TemplateName === 'string' ? [`${prefix}:template/${TemplateName}`] : []),
  ];
}

/** `Name <address>` or the address alone. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
