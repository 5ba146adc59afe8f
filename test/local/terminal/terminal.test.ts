import { createServer } from 'node:net';
import { once } from 'node:events';
import { readyLines } from '../../../local/terminal/banner';
import { checkNodeVersion } from '../../../local/terminal/node-version';
import { portsOf, takenPorts } from '../../../local/terminal/ports';
import { lineLog, Progress } from '../../../local/terminal/progress';

describe('the version of Node', () => {
  it.each(['v22.15.0', 'v24.0.1'])('%s will do', (version) => {
    expect(checkNodeVersion(version)).toBeUndefined();
  });

  it.each(['v20.19.0', 'v22.14.9'])('%s is refused with what to do', (version) => {
    expect(checkNodeVersion(version)).toContain(`Node ${version} is too old: the local cloud needs 22.15`);
  });
});

describe('ports', () => {
  it('lie where the contract says', () => {
    expect(portsOf(4_000, 2)).toEqual({
      edge: 4_000,
      gateways: [4_001, 4_002],
      payments: 4_010,
      awsEndpoints: [4_566, 4_567],
    });
  });

  it('are named when something listens there', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    expect(await takenPorts({ edge: port, gateways: [], payments: 0, awsEndpoints: [] })).toEqual([port]);
    other.close();
  });
});

describe('what is shown', () => {
  it('has the time since the start in front', () => {
    const lines: string[] = [];
    let time = 0;
    const progress = new Progress(
      (line) => lines.push(line),
      () => new Date(time),
    );
    time = 1_250;
    progress.step('templates synthesized');

    expect(lines).toEqual(['  1.3 s  templates synthesized']);
  });

  it('has details behind the message', () => {
    const lines: string[] = [];
    lineLog((line) => lines.push(line))('dropped', { queue: 'orders', count: 2 });
    expect(lines).toEqual(['dropped  queue=orders  count=2']);
  });

  it('ends with a line that begins with ready and commands to copy', () => {
    const lines = readyLines({
      seconds: 4.21,
      edgeUrl: 'http://127.0.0.1:4000',
      regions: [
        { region: 'us-east-1', apiUrl: 'http://127.0.0.1:4001', awsEndpoint: 'http://127.0.0.1:4566' },
      ],
      paymentsUrl: 'http://127.0.0.1:4010',
      exampleSku: 'MUG',
    });

    expect(lines[0]).toBe('ready in 4.2 s');
    expect(lines.join('\n')).toContain('curl http://127.0.0.1:4000/v1/products');
    expect(lines.join('\n')).toContain('"sku":"MUG"');
  });
});
