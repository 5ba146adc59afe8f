import { App } from 'aws-cdk-lib';
import { addHoldfast } from '../../../lib/app';
import { configuration } from '../synthesized';

/** What the CLI shows: warnings are metadata of constructs. */
function warningsWith(alarms: { email: string; phone?: string }): string[] {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const { regions } = addHoldfast(app, configuration({ alarms }));
  return regions.flatMap(({ node }) =>
    node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => JSON.stringify(data)),
  );
}

test('without a telephone it is said, once, that pages wake nobody', () => {
  expect(warningsWith({ email: 'on-call@example.com' })).toEqual([
    expect.stringMatching(/alarms\.phone is not set: .+ wake nobody .+\[ack: holdfast:alarms\.phone\]/),
  ]);
});

test('with one nothing is said', () => {
  expect(warningsWith({ email: 'on-call@example.com', phone: '+14155550123' })).toEqual([]);
});
