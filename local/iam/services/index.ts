import { type ServiceAuthorizationFactory } from '../permission';
import { cloudwatch } from './cloudwatch';
import { dynamodb } from './dynamodb';
import { eventbridge } from './eventbridge';
import { keyValueStore } from './key-value-store';
import { lambda } from './lambda';
import { s3 } from './s3';
import { secretsManager } from './secrets-manager';
import { ses } from './ses';
import { sns } from './sns';
import { sqs } from './sqs';
import { sts } from './sts';
import { xray } from './xray';

/** Every service whose calls are authorized, the busiest first. */
export const SERVICES: readonly ServiceAuthorizationFactory[] = [
  dynamodb,
  sqs,
  eventbridge,
  secretsManager,
  lambda,
  xray,
  cloudwatch,
  s3,
  keyValueStore,
  ses,
  sns,
  sts,
];
