import { type Policy } from './policy';
import { asList, asObject, resourcesOfType } from './template';

type Properties = Readonly<Record<string, unknown>>;

/** Property, what it must be, and how to tell. */
interface Setting {
  readonly property: string;
  readonly needed: string;
  readonly holds: (properties: Properties) => boolean;
}

const SETTINGS: readonly Setting[] = [
  {
    property: 'Runtime',
    needed: 'nodejs24.x, the version that tests run on',
    holds: (properties) => properties['Runtime'] === 'nodejs24.x',
  },
  {
    property: 'Architectures',
    needed: 'arm64',
    holds: (properties) => asList(properties['Architectures']).join() === 'arm64',
  },
  {
    property: 'Timeout',
    needed: 'a time-out of its own; the default of 3 s suits nothing here',
    holds: (properties) => typeof properties['Timeout'] === 'number',
  },
  {
    property: 'LoggingConfig',
    needed: 'a log group of the stack; one that Lambda makes is kept for ever',
    holds: (properties) => asObject(properties['LoggingConfig'])['LogGroup'] !== undefined,
  },
];

/** What no function may leave to a default. */
export const functionSettings: Policy = {
  id: 'function-settings',
  description: 'Every function states its runtime, architecture, time-out and log group',
  check: (template) =>
    resourcesOfType(template, 'AWS::Lambda::Function').flatMap(({ logicalId, properties }) =>
      SETTINGS.filter((setting) => !setting.holds(properties)).map(({ property, needed }) => ({
        logicalId,
        location: `Properties.${property}`,
        message: `has ${property} ${JSON.stringify(properties[property]) ?? 'unset'}: needs ${needed}`,
      })),
    ),
};
