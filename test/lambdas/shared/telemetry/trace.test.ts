import { NO_TRACE, traceTo, XRayTrace } from '../../../../lambdas/shared/telemetry/trace';

const HEADER = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const span = { name: 'stock.reserve', from: 1_000_250, to: 1_000_500, failed: false };

function recording() {
  const sent: string[] = [];
  const trace = new XRayTrace(
    (datagram) => void sent.push(datagram.toString()),
    () => '70de5b6f19ff9a0a',
  );
  return { sent, trace };
}

it('sends a subsegment of the invocation for each call', () => {
  const { sent, trace } = recording();
  trace.begin(HEADER, 'request-1');
  trace.add(span);
  trace.add(span, 'ord_1');
  const [head = '', document = ''] = sent[0]?.split('\n') ?? [];
  expect(JSON.parse(head)).toEqual({ format: 'json', version: 1 });
  expect(JSON.parse(document)).toEqual({
    type: 'subsegment',
    id: '70de5b6f19ff9a0a',
    trace_id: '1-5759e988-bd862e3fe1be46a994272793',
    parent_id: '53995c3f42cd8ad8',
    name: 'stock.reserve',
    start_time: 1000.25,
    end_time: 1000.5,
    fault: false,
    annotations: { requestId: 'request-1' },
  });
  expect(JSON.parse(sent[1]?.split('\n')[1] ?? '')).toMatchObject({
    annotations: { requestId: 'request-1', orderId: 'ord_1' },
  });
});

it.each([undefined, '', 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0', `${HEADER.slice(0, -1)}0`])(
  'sends nothing when the trace header is %p',
  (header) => {
    const { sent, trace } = recording();
    trace.begin(header, 'request-1');
    trace.add(span);
    expect(sent).toEqual([]);
  },
);

it('sends nothing between invocations, and at most 100 subsegments in each', () => {
  const { sent, trace } = recording();
  trace.begin(HEADER, 'request-1');
  for (let n = 0; n < 150; n++) trace.add(span);
  trace.end();
  trace.add(span);
  expect(sent).toHaveLength(100);
  trace.begin(HEADER, 'request-1');
  trace.add(span);
  expect(sent).toHaveLength(101);
});

it('traces nothing where Lambda names no daemon', () => {
  expect(traceTo(undefined, () => '')).toBe(NO_TRACE);
});
