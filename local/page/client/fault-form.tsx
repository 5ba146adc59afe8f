import { type Faults } from '../../types';
import { Choice, NumberField, Share, TextField } from './fields';
import { callOf, withRegion } from './faults';

interface FaultFormProps {
  readonly faults: Faults;
  readonly regions: readonly string[];
  readonly onChange: (faults: Faults) => void;
}

const REGION_STATES = ['up', 'down', 'isolated'] as const;
const PAYMENT_MODES = ['ok', 'decline', 'error', 'hang', 'slow'] as const;

/** Every fault of PUT /_local/faults; a change is in force at once. */
export function FaultForm({ faults, regions, onChange }: FaultFormProps) {
  const { payments, dynamodb, replication, sqs, lambda, apiGateway, edge, keyValueStore, mail } = faults;
  return (
    <form class="every-fault" onSubmit={(event) => event.preventDefault()}>
      {regions.map((name) => (
        <Choice
          key={name}
          name={name}
          options={REGION_STATES}
          value={faults.regions[name] ?? 'up'}
          onChange={(status) => onChange(withRegion(faults, name, status))}
        />
      ))}
      <Choice
        name="Payments"
        options={PAYMENT_MODES}
        value={payments.mode}
        onChange={(mode) => onChange({ ...faults, payments: { ...payments, mode } })}
      />
      <Share
        name="Payment calls that are hit"
        value={payments.rate}
        onChange={(rate) => onChange({ ...faults, payments: { ...payments, rate } })}
      />
      <NumberField
        name="Payment delay, ms"
        value={payments.latencyMs}
        onChange={(latencyMs) =>
          onChange({ ...faults, payments: { ...payments, latencyMs: latencyMs ?? 0 } })
        }
      />
      <Share
        name="DynamoDB throttles"
        value={dynamodb.throttleRate}
        onChange={(throttleRate) => onChange({ ...faults, dynamodb: { ...dynamodb, throttleRate } })}
      />
      <Share
        name="DynamoDB write conflicts"
        value={dynamodb.conflictRate}
        onChange={(conflictRate) => onChange({ ...faults, dynamodb: { ...dynamodb, conflictRate } })}
      />
      <NumberField
        name="DynamoDB delay, ms"
        value={dynamodb.latencyMs}
        onChange={(latencyMs) =>
          onChange({ ...faults, dynamodb: { ...dynamodb, latencyMs: latencyMs ?? 0 } })
        }
      />
      <NumberField
        name="Replication lag, ms"
        value={replication.lagMs}
        onChange={(lagMs) => onChange({ ...faults, replication: { lagMs: lagMs ?? 0 } })}
      />
      <Share
        name="SQS delivers twice"
        value={sqs.duplicateRate}
        onChange={(duplicateRate) => onChange({ ...faults, sqs: { duplicateRate } })}
      />
      <Share
        name="Functions crash"
        value={lambda.crashRate}
        onChange={(crashRate) => onChange({ ...faults, lambda: { ...lambda, crashRate } })}
      />
      <TextField
        name="Crash after AWS call"
        value={lambda.crashAfterCall?.toString() ?? null}
        placeholder="off; 3 or PutItem"
        onChange={(text) => onChange({ ...faults, lambda: { ...lambda, crashAfterCall: callOf(text) } })}
      />
      <TextField
        name="Crash only this function"
        value={lambda.crashFunction}
        placeholder="all; region/name"
        onChange={(crashFunction) => onChange({ ...faults, lambda: { ...lambda, crashFunction } })}
      />
      <NumberField
        name="Functions at a time"
        value={lambda.concurrency}
        onChange={(concurrency) => onChange({ ...faults, lambda: { ...lambda, concurrency } })}
      />
      <Share
        name="API Gateway throttles"
        value={apiGateway.throttleRate}
        onChange={(throttleRate) => onChange({ ...faults, apiGateway: { throttleRate } })}
      />
      <Share
        name="The edge fails"
        value={edge.failRate}
        onChange={(failRate) => onChange({ ...faults, edge: { failRate } })}
      />
      <Share
        name="Key-value store of the edge fails"
        value={keyValueStore.failRate}
        onChange={(failRate) => onChange({ ...faults, keyValueStore: { failRate } })}
      />
      <Share
        name="Mail is rejected"
        value={mail.rejectRate}
        onChange={(rejectRate) => onChange({ ...faults, mail: { ...mail, rejectRate } })}
      />
      <Share
        name="Mail is put off"
        value={mail.pauseRate}
        onChange={(pauseRate) => onChange({ ...faults, mail: { ...mail, pauseRate } })}
      />
    </form>
  );
}
