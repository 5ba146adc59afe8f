import { type RegionTemplate } from '../types';
import { type SecretReference } from './dynamic-references';

/** Resource types that the local cloud does not run, with how many of each there are. */
export interface SkippedResources {
  /** Known, and without effect on one machine: log groups, permissions, metadata, archives … */
  readonly notNeeded: Readonly<Record<string, number>>;
  /** Not known to the local cloud at all: what they do on AWS does not happen here. */
  readonly unknown: Readonly<Record<string, number>>;
}

export interface RegionTemplateOptions {
  /** Base address of SQS in a region, which every queue URL starts with; AWS's own by default. */
  readonly sqsAddress?: (region: string) => string;
  /**
   * Value that a dynamic reference (`{{resolve:secretsmanager:…}}`) of a stack in this region stands for. Without it,
   * references stay as they are.
   */
  readonly secret?: (reference: SecretReference) => string;
}

/** A synthesized cloud assembly (`cdk.out`), read and resolved. */
export interface Assembly {
  readonly directory: string;
  /** Regions that run functions; the one whose stack defines the global tables comes first. */
  readonly regions: readonly string[];
  /** Regions with stacks, those included that run no functions of the app. */
  readonly stackRegions: readonly string[];
  /** What lives in one region. Throws an `AssemblyError` when an intrinsic cannot be resolved. */
  regionTemplate(region: string, options?: RegionTemplateOptions): RegionTemplate;
  readonly skipped: SkippedResources;
}
