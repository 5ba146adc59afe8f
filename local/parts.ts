import { type Assembly } from './assembly/assembly';
import { type Closers } from './closers';
import { type CloudWatch } from './cloudwatch/cloudwatch';
import { type FaultBoard } from './control/faults';
import { type DataDirectory } from './data/data-directory';
import { type TrafficLog } from './page/traffic';
import { type Ports } from './terminal/ports';
import { type Log } from './types';

/** What a local cloud is started with. */
export interface CloudOptions {
  /** The project's directory. */
  readonly project: string;
  /** The synthesized assembly to run. */
  readonly assemblyDirectory: string;
  readonly portBase: number;
  /** Where everything is kept between runs; in memory when undefined. The cloud closes it. */
  readonly directory: DataDirectory | undefined;
  /** Most environments of one function in each region. */
  readonly environments: number | undefined;
  /** Tells what is being done, while starting. */
  readonly step: (message: string) => void;
  /** Tells what goes wrong, while running. */
  readonly log: Log;
}

/** What the parts of a cloud are started with. */
export interface Parts {
  readonly options: CloudOptions;
  readonly assembly: Assembly;
  readonly ports: Ports;
  readonly faults: FaultBoard;
  readonly closers: Closers;
  readonly traffic: TrafficLog;
  readonly cloudWatch: CloudWatch;
}
