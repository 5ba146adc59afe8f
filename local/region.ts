/*
 * One region of the local cloud, and the data plane that all regions share.
 *
 *   const assembly = readAssembly('cdk.out');             // local/assembly/read-assembly
 *   const data = await startDataPlane({ assembly, faults, log, secretOverrides: { 'holdfast/payment': {…} } });
 *   const regions = await Promise.all(
 *     assembly.regions.map((region, index) =>
 *       startRegion({ region, assembly, data, faults, log, endpointPort: base + 566 + index, logDirectory: '.holdfast/logs' }),
 *     ),
 *   );
 *   await regions[0].invoke(functionArn, event);
 *   …
 *   for (const region of regions) await region.close();
 *   await data.close();
 */
import { type Assembly } from './assembly/assembly';
import { type Closeable, type FaultSource, type Log, type RunningRegion } from './types';

/** One line that a function wrote to its standard output or error. */
export interface FunctionLogLine {
  readonly region: string;
  readonly functionName: string;
  readonly line: string;
}

/** How many processes the functions of one region may use. */
export interface EnvironmentLimits {
  /** Environments of one function; further requests wait their turn. Default 3. */
  readonly perFunction: number;
  /** Environments of all functions of the region together; idle ones make way. Default 10. */
  readonly perRegion: number;
}

export interface DataPlaneOptions {
  readonly assembly: Assembly;
  readonly faults: FaultSource;
  readonly log: Log;
  /** Where the tables are kept between runs; in memory when absent. */
  readonly dataDirectory?: string;
  /** Secret values by secret name, instead of the generated ones; objects are stored as JSON. */
  readonly secretOverrides?: Readonly<Record<string, unknown>>;
}

/** Tables and secrets, which replicate between regions. Close it after the regions. */
export interface DataPlane extends Closeable {
  /** Name of the DynamoDB emulator in use: `dynoxide` or `dynalite`. */
  readonly emulator: string;
}

export interface RegionOptions {
  readonly region: string;
  readonly assembly: Assembly;
  readonly data: DataPlane;
  readonly faults: FaultSource;
  readonly log: Log;
  /** Port of the region's AWS endpoint on 127.0.0.1; 0 takes any free one. */
  readonly endpointPort: number;
  /** Function logs go to `<logDirectory>/<region>/<function>.log`. */
  readonly logDirectory: string;
  readonly limits?: Partial<EnvironmentLimits>;
  readonly onLog?: (line: FunctionLogLine) => void;
  /** `clock` (default) runs schedules as time goes by; `manual` only through `runSchedules`. */
  readonly schedules?: 'clock' | 'manual';
}

/** Starts the DynamoDB emulators, creates the tables, and makes the secrets of all regions. */
export async function startDataPlane(_options: DataPlaneOptions): Promise<DataPlane> {
  throw new Error('being written');
}

/** Starts functions, queues, bus, schedules and the AWS endpoint of one region. */
export async function startRegion(_options: RegionOptions): Promise<RunningRegion> {
  throw new Error('being written');
}
