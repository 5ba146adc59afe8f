import { type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { audit, type AuditReport, type Reply, settle } from './api';
import { counted } from './format';

type Outcome = { readonly good: boolean; readonly text: string } | 'under way' | null;

/** Settle and audit, with what came of them. */
export function Work() {
  return (
    <section class="card" aria-labelledby="work">
      <h2 id="work">Work</h2>
      <Job name="Settle" run={async () => settled(await settle())}>
        Works until nothing is owed, for up to a minute.
      </Job>
      <Job name="Audit" run={async () => audited(await audit())}>
        Holds orders, stock and charges against each other.
      </Job>
    </section>
  );
}

interface JobProps {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
  readonly children: ComponentChildren;
}

function Job({ name, run, children }: JobProps) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  const start = () => {
    setOutcome('under way');
    void run().then(setOutcome);
  };
  return (
    <div class="job">
      <button type="button" disabled={outcome === 'under way'} onClick={start}>
        {name}
      </button>
      <p>{children}</p>
      <p
        role="status"
        class={outcome === null || outcome === 'under way' ? '' : outcome.good ? 'good' : 'bad'}
      >
        {outcome === 'under way' ? `${name} is under way …` : outcome?.text}
      </p>
    </div>
  );
}

const settled = (reply: Reply<{ rounds: number }>): Outcome =>
  reply.kind === 'refused'
    ? { good: false, text: reply.why }
    : { good: true, text: `Settled after ${counted(reply.body.rounds, 'round')}: nothing is owed.` };

function audited(reply: Reply<AuditReport>): Outcome {
  if (reply.kind === 'refused') return { good: false, text: reply.why };
  const { body } = reply;
  if (body.ok === undefined)
    return {
      good: false,
      text: `It is not done after a minute; ask for report ${body.reportId ?? ''} later.`,
    };
  const checked = body.checked
    ? ` Checked: ${counted(body.checked.skus, 'SKU')}, ${counted(body.checked.orders, 'order')}, ${counted(body.checked.charges, 'charge')}.`
    : '';
  const found = findings(body);
  return { good: body.ok, text: (body.ok ? 'All promises hold.' : `${found.join(', ')}.`) + checked };
}

function findings(report: AuditReport): string[] {
  const found: [number, string][] = [
    [report.oversoldUnits ?? 0, 'units oversold'],
    [report.stockDifferences?.length ?? 0, 'stock differences'],
    [report.chargesWithoutOrder?.length ?? 0, 'charges without order'],
    [report.ordersWithoutCharge?.length ?? 0, 'orders without charge'],
    [report.duplicateCharges?.length ?? 0, 'duplicate charges'],
    [report.stuckOrders?.length ?? 0, 'stuck orders'],
  ];
  return found.filter(([number]) => number > 0).map(([number, name]) => `${number} ${name}`);
}
