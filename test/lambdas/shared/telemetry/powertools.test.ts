import { PowertoolsTelemetry } from '../../../../lambdas/shared/telemetry/powertools';
import { NO_TRACE } from '../../../../lambdas/shared/telemetry/trace';
import { lambdaContext } from '../../support/events';
import { loggedLines } from '../../support/logged-lines';

const lines = loggedLines({ POWERTOOLS_SERVICE_NAME: 'place-order', POWERTOOLS_LOG_LEVEL: 'INFO' });

const json = () => lines().map((line) => JSON.parse(line) as Record<string, unknown>);

function started(requestId = 'request-1') {
  const parts = { region: 'us-east-1', deployment: 'my-shop', trace: NO_TRACE };
  const telemetry = new PowertoolsTelemetry(parts);
  telemetry.begin(lambdaContext(), requestId);
  return telemetry;
}

const linesWith = (key: string) => json().filter((line) => key in line);

const ABOUT = { function: 'holdfast-function', requestId: 'request-1' };

describe('log lines', () => {
  it('carry service, region, function and the ids of the request', () => {
    started().log.warn('slow outgoing call', { ms: 1200 });
    expect(linesWith('message')).toMatchObject([
      {
        ...ABOUT,
        level: 'WARN',
        message: 'slow outgoing call',
        ms: 1200,
        service: 'place-order',
        region: 'us-east-1',
        lambdaRequestId: 'invocation-1',
      },
    ]);
  });

  it('carry the order that the invocation is about, and the next invocation forgets it', () => {
    const telemetry = started();
    telemetry.isAbout('ord_1');
    telemetry.log.info('one');
    telemetry.begin(lambdaContext(), 'request-2');
    telemetry.log.info('two');
    expect(json()).toMatchObject([{ message: 'one', orderId: 'ord_1' }, { requestId: 'request-2' }]);
    expect(json()[1]).not.toHaveProperty('orderId');
  });

  it('carry each the order that their part of a batch is about, however the parts take turns', async () => {
    const telemetry = started();
    const part = (orderId: string) =>
      telemetry.forOrder(orderId, async () => {
        await Promise.resolve();
        telemetry.log.info(`about ${orderId}`);
      });
    await Promise.all([part('ord_1'), part('ord_2')]);
    telemetry.log.info('about none');
    const logged = json().map(({ message, orderId }) => [message, orderId]);
    expect(logged).toEqual([
      ['about ord_1', 'ord_1'],
      ['about ord_2', 'ord_2'],
      ['about none', undefined],
    ]);
  });
});

describe('metrics', () => {
  it('are one sum for each name and invocation, whose only dimension is the deployment', () => {
    const telemetry = started();
    telemetry.count('OrdersConfirmed');
    telemetry.count('OrdersConfirmed', 2);
    telemetry.measure('SweepBacklog', 7, 'Count');
    telemetry.end();
    telemetry.end();
    expect(json()).toEqual([
      {
        ...ABOUT,
        service: 'my-shop',
        OrdersConfirmed: 3,
        SweepBacklog: 7,
        _aws: {
          Timestamp: expect.any(Number) as number,
          CloudWatchMetrics: [
            {
              Namespace: 'Holdfast',
              Dimensions: [['service']],
              Metrics: [
                { Name: 'OrdersConfirmed', Unit: 'Count' },
                { Name: 'SweepBacklog', Unit: 'Count' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('that were published before the end are not in the line of the end again', () => {
    const telemetry = started();
    telemetry.count('RoutingChanged');
    telemetry.publish();
    telemetry.count('ProbeLooksFailed');
    telemetry.end();
    const [early, late] = linesWith('_aws');
    expect(early).toMatchObject({ RoutingChanged: 1 });
    expect(late).toMatchObject({ ProbeLooksFailed: 1 });
    expect(late).not.toHaveProperty('RoutingChanged');
  });

  it('with a dimension of their own have a line of their own', () => {
    const telemetry = started();
    telemetry.isAbout('ord_1');
    telemetry.count('OrdersConfirmed');
    telemetry.measure('Revenue', 1250, 'None', { currency: 'GBP' });
    telemetry.measure('Revenue', 700, 'None', { currency: 'EUR' });
    telemetry.end();
    const dimensions = json().map(({ _aws }) => (_aws as { CloudWatchMetrics: object[] }).CloudWatchMetrics);
    const ofRevenue = [
      { Dimensions: [['service', 'currency']], Metrics: [{ Name: 'Revenue', Unit: 'None' }] },
    ];
    expect(dimensions).toMatchObject([[{ Dimensions: [['service']] }], ofRevenue, ofRevenue]);
    expect(json()).toMatchObject([
      { orderId: 'ord_1', OrdersConfirmed: 1 },
      { orderId: 'ord_1', Revenue: 1250, currency: 'GBP' },
      { orderId: 'ord_1', Revenue: 700, currency: 'EUR' },
    ]);
  });

  it('of a part about one order name it; those of the whole batch name none', async () => {
    const telemetry = started();
    await Promise.all(
      ['ord_1', 'ord_2'].map((orderId) =>
        telemetry.forOrder(orderId, async () => telemetry.count('OrdersConfirmed')),
      ),
    );
    telemetry.count('OrdersResumed', 5);
    telemetry.end();
    expect(json()).toMatchObject([
      { ...ABOUT, orderId: 'ord_1', OrdersConfirmed: 1 },
      { ...ABOUT, orderId: 'ord_2', OrdersConfirmed: 1 },
      { ...ABOUT, OrdersResumed: 5 },
    ]);
    expect(json()[2]).not.toHaveProperty('orderId');
  });

  it('of a part that fails are published all the same', async () => {
    const telemetry = started();
    const part = telemetry.forOrder('ord_1', async () => {
      telemetry.count('PaymentsUnavailable');
      throw new Error('broken');
    });
    await expect(part).rejects.toThrow('broken');
    expect(json()).toMatchObject([{ orderId: 'ord_1', PaymentsUnavailable: 1 }]);
  });

  it('are at most 99 values a line, each line with all that is said of it', () => {
    const telemetry = started();
    for (let n = 1; n <= 250; n++) telemetry.measure('Revenue', n, 'None', { currency: 'GBP' });
    telemetry.end();
    const values = json().map(({ Revenue }) => Revenue as number[]);
    expect(values.map(({ length }) => length)).toEqual([99, 99, 52]);
    expect(values.flat()).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(json()).toMatchObject(Array.from({ length: 3 }, () => ({ ...ABOUT, currency: 'GBP' })));
  });
});
