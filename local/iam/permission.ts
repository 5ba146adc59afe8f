import { type AwsAnswer } from '../endpoint/aws-call';
import { type RestRequest } from '../endpoint/endpoint';
import { type RegionTemplate } from '../types';

/**
 * Condition keys that the calls here come with, and whether a call may have several values for one
 * (`ArrayOfString` in the Service Authorization Reference). A policy with any other key is refused.
 */
export const CONDITION_KEYS = {
  'cloudwatch:namespace': 'one',
  'dynamodb:LeadingKeys': 'many',
  'ses:FromAddress': 'one',
} as const;

export type ConditionKey = keyof typeof CONDITION_KEYS;

/** What a call says about itself; a key is absent where AWS would not set it either. */
export type RequestContext = Readonly<Partial<Record<ConditionKey, readonly string[]>>>;

/** One thing that a caller must be allowed to do. */
export interface Permission {
  /** `<service>:<action>`, as IAM writes it. */
  readonly action: string;
  /** An ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** How the calls of one AWS service are authorized. */
export interface ServiceAuthorization {
  /**
   * The permissions that a call needs, every one of them, or null if the call is not of this service. Throws
   * an `AwsFault` for a call that AWS would not even read.
   */
  permissions(request: RestRequest): readonly Permission[] | null;
  /** The service's answer to a caller who lacks one, with AWS's message. */
  denied(message: string): AwsAnswer;
}

/** Makes a service's authorization from what the region has. */
export type ServiceAuthorizationFactory = (template: RegionTemplate) => ServiceAuthorization;

/** Start of the ARNs of one service in the template's region, up to the resource. */
export function arnPrefix(service: string, { region, accountId }: RegionTemplate): string {
  return `arn:aws:${service}:${region}:${accountId}`;
}
