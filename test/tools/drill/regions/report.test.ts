import { figuresByRegion } from '../../../../tools/drill/regions/figures';
import { describeRegionReport, summarize, toRegionReport } from '../../../../tools/drill/regions/report';
import { failuresOf, routingOf, shareOf } from '../../../../tools/drill/regions/routing';
import { judgeRegionDrill } from '../../../../tools/drill/verdicts/judge-region';
import { EAST, START, WEST } from '../samples';
import { regionRecord, requestAt, tripTo } from './region-samples';

const reportOn = (record = regionRecord()) => toRegionReport(record, judgeRegionDrill(record));

it('counts by phase and by who answered', () => {
  const figures = figuresByRegion(regionRecord()).map(({ phase, answeredBy, requests, orders, failed }) => [
    ...[phase, answeredBy],
    ...[requests, orders, failed],
  ]);

  expect(figures).toEqual([
    ['normal', EAST, 1, 0, 0],
    [`${EAST} lost`, 'edge', 1, 0, 1],
    [`${EAST} lost`, 'nobody', 1, 0, 1],
    [`${EAST} lost`, WEST, 2, 1, 0],
    ['back', EAST, 1, 0, 0],
    ['back', WEST, 1, 0, 0],
  ]);
});

it('measures for how long shoppers saw failures, and when the routing had moved', () => {
  const record = regionRecord();

  expect(failuresOf(record)).toEqual({ count: 2, first: 2_020, last: 3_020, span: 1_000 });
  expect(routingOf(record)).toEqual({ aloneAfter: 3_020, bothAfter: 11_020 });
});

it('counts an answer of the lost Region that was under way when it went', () => {
  const late = requestAt(9_990, { region: EAST, ms: 5_000 });
  const record = regionRecord({ requests: [late, requestAt(17_500), requestAt(41_000, { region: EAST })] });

  expect(routingOf(record)).toEqual({ aloneAfter: 4_990, bothAfter: 11_020 });
});

it('does not take it for routing that the Region came back', () => {
  const requests = [requestAt(28_000, { status: 502, region: 'edge' }), requestAt(29_000)];

  expect(routingOf(regionRecord({ requests })).aloneAfter).toBeNull();
});

it('tells which share of requests and of shoppers a Region got', () => {
  const requests = [
    requestAt(0, { region: EAST, shopper: 1 }),
    requestAt(1, { shopper: 2 }),
    requestAt(2, { shopper: 2 }),
    requestAt(3, { shopper: 3, status: 502, region: 'edge' }),
    requestAt(900, { region: EAST, shopper: 4 }),
  ];

  expect(shareOf(EAST, requests, [START, START + 500])).toEqual({ requests: 1 / 3, shoppers: 1, of: 2 });
  expect(shareOf(EAST, [], [0, 1])).toEqual({ requests: 0, shoppers: 0, of: 0 });
});

it('shows the phases, the failures, the routing, the orders, the carts and every verdict', () => {
  const lines = describeRegionReport(reportOn());

  expect(lines[0]).toBe(
    `region-loss of ${EAST}, 2 shoppers through the edge, replication lag 500 ms, seed 1`,
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      `failures that shoppers saw: 2, the first 2.0 s and the last 3.0 s after ${EAST} was gone, 1.0 s between`,
      `routing: every answer came from the other Region 3.0 s after ${EAST} was gone,`,
      `         and ${EAST} answered again 11.0 s after its return`,
      `        1 orders that ${EAST} had accepted came to their end through the other Region`,
      'carts: 0 were shown by another Region than had filled them, 0 had to be filled again there, 0 were lost',
      'ok       1  the dead-letter queues are empty',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('NOT'))).toEqual([]);
  expect(lines.at(-1)).toBe('All is well.');
});

it('says what is wrong', () => {
  const lines = describeRegionReport(
    reportOn(regionRecord({ trips: [tripTo('a', { carts: ['lost', 'kept'] })] })),
  );

  expect(lines).toContain('          key-of-a: the Region that had taken the line did not have it');
  expect(lines.at(-1)).toBe('NOT all is well: see above.');
});

it('puts a run into a line', () => {
  expect(summarize(reportOn())).toBe(
    `ok: 1 orders, 2 requests failed, the last 3.0 s after ${EAST} was gone, ` +
      'the other Region alone after 3.0 s, both again after 11.0 s, 1 orders taken over',
  );
  expect(summarize(reportOn(regionRecord({ requests: [] })))).toContain('no request failed');
});
