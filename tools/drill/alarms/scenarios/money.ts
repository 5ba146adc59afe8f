import { type Order } from '../../../client/shapes';
import { type Answer } from '../../../client/answers';
import { DrillFailed, expectAnswer } from '../../shop';
import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

/** An order that is paid. */
async function paidOrder(stage: Stage): Promise<string> {
  const [answer] = await stage.order(1);
  return orderIdOf(answer);
}

function orderIdOf(answer: Answer<Order> | undefined): string {
  if (answer?.kind === 'answered') return answer.body.orderId;
  throw new DrillFailed(`an order was not taken: ${JSON.stringify(answer)}`);
}

async function change(stage: Stage, how: (orderId: string) => { lose: string } | { duplicate: string }) {
  const orderId = await paidOrder(stage);
  expectAnswer('changing a charge', await stage.control.changeCharges(how(orderId)));
}

/** Reconciles what was charged since yesterday; nothing is so young that it would be left for later, but of this second. */
async function reconcile(stage: Stage, ...flags: readonly string[]): Promise<void> {
  await stage.sleep(1_000);
  const from = secondOf(stage.now() - 24 * 3_600_000);
  const to = secondOf(stage.now());
  await stage.ops('reconcile', '--from', from, '--to', to, '--grace', '0', ...flags);
}

/** As operators' commands take a time: without milliseconds. */
const secondOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

const audit = async (stage: Stage): Promise<void> =>
  void expectAnswer('auditing', await stage.region('first').operator.audit());

/** What is about money and the proof that it adds up. */
export const MONEY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'charged-twice',
    what: 'the provider charges an order twice; the next audit finds it',
    means: 'cause',
    fires: ['stock-integrity', 'audit-not-ok'],
    // A scheduled audit of the other Region may come by and find it, too.
    alongside: ['stock-integrity', 'audit-not-ok'],
    within: 8,
    minute: async (stage, minute) => {
      if (minute === 0) await change(stage, (duplicate) => ({ duplicate }));
      if (minute === 0) await audit(stage);
    },
    heal: async (stage) => {
      await reconcile(stage);
      await audit(stage);
    },
  },
  {
    name: 'refund-held',
    what: 'the provider charges an order twice; a reconciliation that may refund nothing finds it',
    means: 'cause',
    fires: ['refunds-pending'],
    // A scheduled audit may come by and find it, too.
    alongside: ['stock-integrity', 'audit-not-ok'],
    within: 8,
    minute: async (stage, minute) => {
      if (minute === 0) await change(stage, (duplicate) => ({ duplicate }));
      if (minute === 0) await reconcile(stage, '--max-refunds', '0');
    },
    heal: (stage) => reconcile(stage),
  },
  {
    name: 'charge-lost',
    what: 'the provider loses the charge of a confirmed order; a reconciliation finds it',
    means: 'cause',
    fires: ['confirmed-without-charge'],
    alongside: ['stock-integrity', 'audit-not-ok'],
    within: 8,
    minute: async (stage, minute) => {
      if (minute === 0) await change(stage, (lose) => ({ lose }));
      if (minute === 0) await reconcile(stage);
    },
    // Nothing brings the charge back: the next day, of which it is no part, is reconciled.
    heal: (stage) => stage.ops('reconcile', '--from', '2020-01-01', '--to', '2020-01-02'),
  },
];
