import { HEALTHY, parseFaults } from '../../../local/control/faults';

const BREAKABLE = {
  regions: ['us-east-1', 'us-west-2'],
  functions: ['us-east-1/shop-place', 'us-west-2/shop-place'],
};

describe('parsing faults', () => {
  it('heals everything with an empty object', () => {
    expect(parseFaults({}, BREAKABLE)).toEqual({ kind: 'parsed', faults: HEALTHY });
  });

  it('fills in what is left out', () => {
    const parsed = parseFaults(
      { regions: { 'us-east-1': 'down' }, payments: { mode: 'slow', latencyMs: 500 } },
      BREAKABLE,
    );
    expect(parsed).toEqual({
      kind: 'parsed',
      faults: {
        ...HEALTHY,
        regions: { 'us-east-1': 'down' },
        payments: { mode: 'slow', latencyMs: 500, rate: 1 },
      },
    });
  });

  it.each([
    { crashAfterCall: 3 },
    { crashAfterCall: 'PutItem', crashFunction: 'us-west-2/shop-place' },
    { crashAfterCall: 'POST /v2/email/outbound-emails' },
    { crashRate: 0.5, crashFunction: 'us-east-1/shop-place' },
  ])('takes crashes %j', (lambda) => {
    expect(parseFaults({ lambda }, BREAKABLE)).toMatchObject({ kind: 'parsed', faults: { lambda } });
  });

  it.each([
    [{ payment: {} }, "body: unknown 'payment', allowed are regions, payments, dynamodb"],
    [{ payments: { mode: 'broken' } }, 'payments.mode'],
    [{ payments: { mode: 'error', rate: 1.5 } }, 'payments.rate'],
    [
      { payments: { mode: 'error', rates: 1 } },
      "payments: unknown 'rates', allowed are mode, latencyMs, rate",
    ],
    [{ regions: { 'eu-west-1': 'down' } }, "unknown 'eu-west-1', allowed are us-east-1, us-west-2"],
    [{ regions: { 'us-east-1': 'gone' } }, 'regions.us-east-1'],
    [{ lambda: { crashAfterCall: 0 } }, 'lambda.crashAfterCall'],
    [
      { lambda: { crashAfterCall: 'put item' } },
      'lambda.crashAfterCall: expected a number from 1 on, or a name',
    ],
    [{ lambda: { crashAfterCall: '3' } }, 'lambda.crashAfterCall'],
    [{ lambda: { crashAfterCall: true } }, 'lambda.crashAfterCall: expected a number from 1 on, or a name'],
    [
      { lambda: { crashFunction: 'shop-place' } },
      'lambda.crashFunction: Invalid option: expected one of "us-east-1/shop-place"|"us-west-2/shop-place"',
    ],
    [{ lambda: { concurrency: -1 } }, 'lambda.concurrency'],
    [{ apiGateway: { throttleRate: 2 } }, 'apiGateway.throttleRate'],
    [{ edge: { failRate: 2 } }, 'edge.failRate'],
    [{ keyValueStore: { failRate: 2 } }, 'keyValueStore.failRate'],
    [{ keyValueStore: { failrate: 1 } }, "keyValueStore: unknown 'failrate', allowed are failRate"],
    [{ mail: { rejectRate: -1 } }, 'mail.rejectRate'],
    [{ mail: { pauseRate: 2 } }, 'mail.pauseRate'],
    [[], 'body'],
  ])('refuses %j and names what is wrong', (value, named) => {
    const parsed = parseFaults(value, BREAKABLE);
    expect(parsed).toMatchObject({ kind: 'refused' });
    expect(parsed.kind === 'refused' && parsed.errors.join()).toContain(named);
  });
});
