import { isRecord } from '../../assembly/template';
import { type RegionTemplate } from '../../types';
import { arnPrefix, type ServiceAuthorization } from '../permission';
import { type Input, jsonService } from './json-service';

/** PutEvents, allowed bus by bus. */
export function eventbridge(template: RegionTemplate): ServiceAuthorization {
  const buses = `${arnPrefix('events', template)}:event-bus/`;
  return jsonService('AWSEvents', (operation, input) => {
    if (operation !== 'PutEvents') return null;
    return [...new Set(busesOf(input))].map((bus) => ({
      action: 'events:PutEvents',
      resource: bus.startsWith('arn:') ? bus : buses + bus,
      context: {},
    }));
  });
}

/** Bus of each entry, by name or ARN; `default` where it names none. */
function busesOf({ Entries }: Input): string[] {
  const entries: unknown[] = Array.isArray(Entries) ? Entries : [];
  return entries.map((entry) => {
    const bus = isRecord(entry) ? entry['EventBusName'] : undefined;
    return typeof bus === 'string' ? bus : 'default';
  });
}
