import { systemClock } from '../../adapters/system/clock';
import { systemRandom } from '../../adapters/system/random';
import { type Random } from '../../domain/runtime';
import { Environment } from '../environment';
import { type ApiRuntime } from '../http/api-function';
import { PowertoolsTelemetry } from '../telemetry/powertools';
import { newSegmentId, traceTo } from '../telemetry/trace';

/** What every function starts with on Lambda. */
export interface FunctionRuntime extends ApiRuntime {
  readonly environment: Environment;
  readonly random: Random;
}

/** The runtime of the function of this name (its folder). Throws `WrongEnvironment`. */
export function functionRuntime(functionName: string): FunctionRuntime {
  const environment = new Environment(functionName);
  const region = environment.text('AWS_REGION');
  const trace = traceTo(process.env['AWS_XRAY_DAEMON_ADDRESS'], newSegmentId);
  return {
    environment,
    region,
    clock: systemClock,
    random: systemRandom,
    telemetry: new PowertoolsTelemetry({ region, deployment: environment.text('METRICS_SERVICE'), trace }),
  };
}
