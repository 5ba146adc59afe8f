import configuration from '../../../../holdfast.config.json';
import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const queueOf = (what: string): string => `${configuration.name}-${what}`;

/** Messages that no worker can read, until the queue sets them aside. */
async function sendRubbish(stage: Stage, queue: string, minute: number): Promise<void> {
  if (minute > 0) return;
  await stage.aws('first').sendMessage(queueOf(queue), 'no order');
  await stage.control.settle();
}

/** What is about queues, messages and webhooks. */
export const WORK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'poison-order',
    what: 'a message that no worker can read is received five times and set aside',
    means: 'cause',
    fires: ['dead-letters-orders', 'error-logs'],
    within: 8,
    minute: (stage, minute) => sendRubbish(stage, 'orders', minute),
    heal: (stage) => stage.aws('first').purge(queueOf('orders-dlq')),
  },
  {
    name: 'poison-audit',
    what: 'the same with the queue of audits',
    means: 'cause',
    fires: ['dead-letters-audit', 'error-logs'],
    within: 8,
    minute: (stage, minute) => sendRubbish(stage, 'audit', minute),
    heal: (stage) => stage.aws('first').purge(queueOf('audit-dlq')),
  },
  {
    name: 'undelivered-event',
    what: 'a message stands in the dead-letter queue of events, where the bus puts what it cannot deliver',
    means: 'cause',
    fires: ['dead-letters-events'],
    within: 8,
    minute: async (stage, minute) => {
      if (minute === 0) await stage.aws('first').sendMessage(queueOf('events-dlq'), '{"detail":{}}');
    },
    heal: (stage) => stage.aws('first').purge(queueOf('events-dlq')),
  },
  {
    name: 'forged-webhooks',
    what: 'somebody sends payment events with a wrong signature',
    means: 'cause',
    fires: ['webhooks-refused'],
    within: 12,
    minute: (stage) =>
      stage.times(10, async () => {
        const headers = { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' };
        await stage.send('/v1/payments/webhook', { method: 'POST', headers, body: '{"id":"evt_forged"}' });
      }),
  },
  {
    name: 'mail-rejected',
    what: 'SES rejects every e-mail about six orders',
    means: 'fault',
    fires: ['messages-undeliverable'],
    within: 8,
    prepare: (stage) => stage.faults({ mail: { rejectRate: 1 } }),
    minute: async (stage) => void (await stage.order(6)),
  },
  {
    name: 'mail-paused',
    what: 'SES takes no e-mail for now, as when its sandbox, a sender that is not verified or AWS stands before it',
    means: 'fault',
    fires: ['messages-delayed'],
    within: 40,
    stepSeconds: 300,
    prepare: (stage) => stage.faults({ mail: { pauseRate: 1 } }),
    minute: async (stage) => void (await stage.order(2)),
  },
];
