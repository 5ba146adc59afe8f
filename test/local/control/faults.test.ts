import { HEALTHY, parseFaults } from '../../../local/control/faults';

const REGIONS = ['us-east-1', 'us-west-2'];

describe('parsing faults', () => {
  it('heals everything with an empty object', () => {
    expect(parseFaults({}, REGIONS)).toEqual({ kind: 'parsed', faults: HEALTHY });
  });

  it('fills in what is left out', () => {
    const parsed = parseFaults(
      { regions: { 'us-east-1': 'down' }, payments: { mode: 'slow', latencyMs: 500 } },
      REGIONS,
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
    [{ edge: { failRate: 2 } }, 'edge.failRate'],
    [[], 'body'],
  ])('refuses %j and names what is wrong', (value, named) => {
    const parsed = parseFaults(value, REGIONS);
    expect(parsed).toMatchObject({ kind: 'refused' });
    expect(parsed.kind === 'refused' && parsed.errors.join()).toContain(named);
  });
});
