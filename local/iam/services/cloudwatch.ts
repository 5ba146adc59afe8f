import { arnPrefix, type ServiceAuthorization } from '../permission';
import { type RegionTemplate } from '../../types';
import { jsonService, textOf } from './json-service';

/** Actions that the local cloud answers; only DescribeAlarms knows a resource ("Actions … for Amazon CloudWatch"). */
export function cloudwatch(template: RegionTemplate): ServiceAuthorization {
  const alarms = `${arnPrefix('cloudwatch', template)}:alarm:*`;
  return jsonService('GraniteServiceVersion20100801', (operation, input) => {
    switch (operation) {
      case 'PutMetricData': {
        const context = { 'cloudwatch:namespace': [textOf(input, 'Namespace')] };
        return [{ action: 'cloudwatch:PutMetricData', resource: '*', context }];
      }
      case 'GetMetricData':
        return [{ action: 'cloudwatch:GetMetricData', resource: '*', context: {} }];
      case 'DescribeAlarms':
        return [{ action: 'cloudwatch:DescribeAlarms', resource: alarms, context: {} }];
      default:
        return null;
    }
  });
}
