import { isRecord } from '../../assembly/template';
import { type KeyValueStore } from '../../keyvaluestore/key-value-store';
import { type OriginChoice } from './origin-choice';

/** What the module may do for one function. */
export interface CloudFrontModuleOptions {
  /** The store that the function is associated with, if any. */
  readonly store: KeyValueStore | undefined;
  /** Ids of the distribution's origins, groups apart. */
  readonly originIds: ReadonlySet<string>;
}

/** What a function gets from `import cf from 'cloudfront'`, made for one request. */
export interface CloudFrontModule {
  kvs(): unknown;
  selectRequestOriginById(originId: unknown): void;
  createRequestOriginGroup(group: unknown): void;
  updateRequestOrigin(): never;
}

type Format = 'string' | 'json' | 'bytes';

const isFormat = (value: unknown): value is Format => ['string', 'json', 'bytes'].includes(value as string);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html */
function kvsHandle(store: KeyValueStore) {
  return {
    get: async (key: unknown, options: { readonly format?: unknown } = {}) => {
      const value = store.get(String(key));
      if (value === undefined) throw new Error('KeyNotFound');
      const format = options.format ?? 'string';
      if (!isFormat(format)) throw new TypeError('the format is string, json or bytes');
      if (format === 'json') return JSON.parse(value) as unknown;
      return format === 'bytes' ? Buffer.from(value) : value;
    },
    exists: async (key: unknown) => store.get(String(key)) !== undefined,
    meta: async () => ({
      creationDateTime: store.createdAt.toISOString(),
      lastUpdatedDateTime: store.changedAt.toISOString(),
      keyCount: store.size.items,
    }),
  };
}

/** An id, or an object that has it. */
function originIdOf(value: unknown, known: ReadonlySet<string>): string {
  const id = isRecord(value) ? value['originId'] : value;
  if (typeof id === 'string' && known.has(id)) return id;
  throw new TypeError(`the distribution has no origin ${String(id)}, only ${[...known].join(', ')}`);
}

/** What CloudFront takes as failover codes ("Create an origin group", developer guide). */
const FAILOVER_CODES = [400, 403, 404, 416, 500, 502, 503, 504];

function groupOf(value: unknown, known: ReadonlySet<string>): OriginChoice {
  const {
    originIds,
    failoverCriteria,
    selectionCriteria = 'default',
  } = (value ?? {}) as Record<string, unknown>;
  const ids = Array.isArray(originIds) ? originIds.map((id: unknown) => originIdOf(id, known)) : [];
  const [primary, secondary] = ids;
  if (primary === undefined || secondary === undefined || ids.length > 2 || primary === secondary)
    throw new TypeError('an origin group has exactly two different origins');
  const { statusCodes } = (failoverCriteria ?? {}) as { statusCodes?: unknown };
  if (!Array.isArray(statusCodes) || !statusCodes.every((code) => FAILOVER_CODES.includes(code as number)))
    throw new TypeError(`failoverCriteria.statusCodes are some of ${FAILOVER_CODES.join(', ')}`);
  if (selectionCriteria !== 'default')
    throw new TypeError(`the local edge has no selectionCriteria ${String(selectionCriteria)}`);
  return { kind: 'group', originIds: [primary, secondary], statusCodes: statusCodes as number[] };
}

/**
 * The module for one request; `choose` is told of the origin that the function picks, the last call counts
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html).
 */
export function cloudFrontModule(
  { store, originIds }: CloudFrontModuleOptions,
  choose: (choice: OriginChoice) => void,
): CloudFrontModule {
  return {
    kvs: () => {
      if (store === undefined) throw new Error('the function is associated with no key value store');
      return kvsHandle(store);
    },
    selectRequestOriginById: (originId) =>
      choose({ kind: 'origin', originId: originIdOf(originId, originIds) }),
    createRequestOriginGroup: (group) => choose(groupOf(group, originIds)),
    updateRequestOrigin: () => {
      throw new Error('the local edge has no updateRequestOrigin: pick one of the distribution’s origins');
    },
  };
}
