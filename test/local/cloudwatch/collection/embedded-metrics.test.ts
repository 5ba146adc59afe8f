import { embeddedMetrics, mayHaveMetrics } from '../../../../local/cloudwatch/collection/embedded-metrics';

/** "Specification: Embedded metric format", the example of a document, with the service's own spelling. */
const EXAMPLE = {
  _aws: {
    Timestamp: 1574109732004,
    CloudWatchMetrics: [
      {
        Namespace: 'lambda-function-metrics',
        Dimensions: [['functionVersion']],
        Metrics: [{ Name: 'time', Unit: 'Milliseconds', StorageResolution: 60 }],
      },
    ],
  },
  functionVersion: '$LATEST',
  time: 100,
  requestId: '989ffbf8-9ace-4817-a57c-e4dd734019ee',
};

const read = (line: unknown) => embeddedMetrics(JSON.stringify(line));

const withDirective = (directive: object, members: object = { a: '1', b: '2', Count: 3 }) =>
  read({ _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'Holdfast', ...directive }] }, ...members });

test("the specification's example", () => {
  expect(read(EXAMPLE)).toEqual({
    kind: 'metrics',
    metrics: [
      {
        id: {
          namespace: 'lambda-function-metrics',
          name: 'time',
          dimensions: { functionVersion: '$LATEST' },
        },
        values: [100],
      },
    ],
  });
});

test('each dimension set is a metric of its own, and a list of values is several', () => {
  const found = withDirective(
    { Dimensions: [['a'], ['a', 'b'], []], Metrics: [{ Name: 'Count' }] },
    { a: '1', b: '2', Count: [3, 4] },
  );
  const ids = found.kind === 'metrics' ? found.metrics.map(({ id, values }) => [id.dimensions, values]) : [];
  expect(ids).toEqual([
    [{ a: '1' }, [3, 4]],
    [{ a: '1', b: '2' }, [3, 4]],
    [{}, [3, 4]],
  ]);
});

test('without dimension sets a metric has no dimensions; one without a value is left out', () => {
  const found = withDirective({ Dimensions: [], Metrics: [{ Name: 'Count' }, { Name: 'Other' }] });
  expect(found).toEqual({
    kind: 'metrics',
    metrics: [{ id: { namespace: 'Holdfast', name: 'Count', dimensions: {} }, values: [3] }],
  });
});

test.each([
  ['no JSON', '{"_aws": {', /no JSON/],
  ['no directives', JSON.stringify({ _aws: { Timestamp: 1 } }), /CloudWatchMetrics/],
  ['no timestamp', JSON.stringify({ _aws: { CloudWatchMetrics: [] } }), /Timestamp/],
  [
    'a dimension without text',
    JSON.stringify({ ...EXAMPLE, functionVersion: 3 }),
    /dimension functionVersion/,
  ],
  ['a dimension that is not there', JSON.stringify({ ...EXAMPLE, functionVersion: undefined }), /dimension/],
  ['a value that is no number', JSON.stringify({ ...EXAMPLE, time: 'soon' }), /time/],
  ['too many values', JSON.stringify({ ...EXAMPLE, time: Array(101).fill(1) }), /at most 100/],
])('%s is malformed, with the reason', (_what, line, reason) => {
  const found = embeddedMetrics(line);
  expect(found).toEqual({ kind: 'malformed', problem: expect.stringMatching(reason) as string });
});

test('only lines that may have metrics are parsed', () => {
  expect(mayHaveMetrics(JSON.stringify(EXAMPLE))).toBe(true);
  expect(mayHaveMetrics('{"level":"INFO","message":"placed"}')).toBe(false);
  expect(mayHaveMetrics('REPORT RequestId: "_aws"')).toBe(false);
});
