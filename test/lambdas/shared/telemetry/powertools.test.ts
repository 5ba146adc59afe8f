import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { PowertoolsTelemetry } from '../../../../lambdas/shared/telemetry/powertools';
import { NO_TRACE } from '../../../../lambdas/shared/telemetry/trace';
import { lambdaContext } from '../../support/events';

const VARIABLES = {
  POWERTOOLS_SERVICE_NAME: 'place-order',
  POWERTOOLS_METRICS_NAMESPACE: 'Holdfast',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  // Powertools then writes to the console of the process, which a test can replace.
  POWERTOOLS_DEV: 'true',
  POWERTOOLS_METRICS_DISABLED: 'false',
};

const before = { ...process.env };
const realConsole = global.console;
let lines: string[];

beforeEach(() => {
  Object.assign(process.env, VARIABLES);
  lines = [];
  const out = new PassThrough().on('data', (chunk: Buffer) => void lines.push(chunk.toString()));
  global.console = new Console(out, out);
});

afterEach(() => {
  global.console = realConsole;
  process.env = { ...before };
});

const json = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

it('writes lines with service, region and correlation id', () => {
  const telemetry = new PowertoolsTelemetry('us-east-1', NO_TRACE);
  telemetry.begin(lambdaContext(), 'request-1');
  telemetry.log.warn('slow outgoing call', { ms: 1200 });
  expect(json().find((line) => line['level'] === 'WARN')).toMatchObject({
    level: 'WARN',
    message: 'slow outgoing call',
    ms: 1200,
    service: 'place-order',
    region: 'us-east-1',
    correlation_id: 'request-1',
    function_request_id: 'invocation-1',
  });
});

it('writes what was counted as embedded metrics, with the service as only dimension', () => {
  const telemetry = new PowertoolsTelemetry('us-east-1', NO_TRACE);
  telemetry.begin(lambdaContext(), 'request-1');
  telemetry.count('OrdersConfirmed');
  telemetry.count('OrdersConfirmed', 2);
  telemetry.end();
  const metrics = json().find((line) => 'OrdersConfirmed' in line);
  expect(metrics).toMatchObject({
    service: 'place-order',
    OrdersConfirmed: [1, 2],
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'Holdfast',
          Dimensions: [['service']],
          Metrics: [{ Name: 'OrdersConfirmed', Unit: 'Count' }],
        },
      ],
    },
  });
});
