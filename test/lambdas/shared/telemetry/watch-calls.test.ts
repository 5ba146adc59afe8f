import { JumpingClock } from '../../../../lambdas/adapters/memory/manual-clock';
import { watchCalls } from '../../../../lambdas/shared/telemetry/watch-calls';
import { RecordingTelemetry } from '../../support/recording-telemetry';

class Port {
  private readonly units = 7;

  constructor(private readonly clock: JumpingClock) {}

  async take(ms: number): Promise<number> {
    this.clock.advance(ms);
    return this.units;
  }

  async fail(ms: number): Promise<number> {
    this.clock.advance(ms);
    throw new Error('failed with ada@example.com');
  }
}

function watched() {
  const clock = new JumpingClock(5000);
  const telemetry = new RecordingTelemetry();
  return { telemetry, port: watchCalls('stock', new Port(clock), { clock, telemetry }) };
}

it('leaves results as they are and reports each call to the trace', async () => {
  const { telemetry, port } = watched();
  expect(await port.take(1000)).toBe(7);
  expect(telemetry.spans).toEqual([{ name: 'stock.take', from: 5000, to: 6000, failed: false }]);
  expect(telemetry.lines).toEqual([]);
});

it('warns of a call slower than a second, failed ones too, and logs nothing of their content', async () => {
  const { telemetry, port } = watched();
  await port.take(1001);
  await expect(port.fail(2000)).rejects.toThrow('failed');
  expect(telemetry.lines).toEqual([
    { level: 'warn', message: 'slow outgoing call', fields: { call: 'stock.take', ms: 1001, failed: false } },
    { level: 'warn', message: 'slow outgoing call', fields: { call: 'stock.fail', ms: 2000, failed: true } },
  ]);
  expect(telemetry.counts.get('SlowCalls')).toBe(2);
});
