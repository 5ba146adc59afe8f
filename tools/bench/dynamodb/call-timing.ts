import { setTimeout as delay } from 'node:timers/promises';
import { type Emulator } from '../../../local/dynamodb/emulator';
import { isTransaction, isWrite, touchedItems } from '../../../local/dynamodb/request';
import { type AwsAnswer, type AwsCall, awsAnswer, awsError } from '../../../local/endpoint/aws-call';
import { type AnswerCall } from './emulated-client';

const ERRORS = 'com.amazonaws.dynamodb.v20120810#';

/**
 * An emulator takes no time and runs one transaction after another, so that none ever meets another. This
 * makes every call last `latencyMs` and adds the rule of the developer guide, "Transaction conflict
 * handling": a transaction that meets an item of another transaction under way is cancelled, a plain
 * write to such an item is refused.
 */
export function withCallTiming(emulator: Emulator, latencyMs: number): AnswerCall {
  const underWay = new Set<string>();
  return async (call) => {
    const items = isWrite(call.operation)
      ? touchedItems(call).map((item) => JSON.stringify(keyOf(item)))
      : [];
    const conflict = items.some((item) => underWay.has(item));
    if (conflict) return delay(latencyMs, conflictAnswer(call));
    if (!isTransaction(call.operation)) return delayed(emulator, call, latencyMs);
    items.forEach((item) => underWay.add(item));
    try {
      return await delayed(emulator, call, latencyMs);
    } finally {
      items.forEach((item) => underWay.delete(item));
    }
  };
}

async function delayed(emulator: Emulator, call: AwsCall, latencyMs: number): Promise<AwsAnswer> {
  await delay(latencyMs);
  return emulator.forward(call);
}

/** Both of the bench's tables with contended items have `pk` alone as their key. */
const keyOf = ({ table, attributes }: ReturnType<typeof touchedItems>[number]) => [table, attributes['pk']];

function conflictAnswer(call: AwsCall): AwsAnswer {
  if (!isTransaction(call.operation))
    return awsError(`${ERRORS}TransactionConflictException`, 'Transaction is ongoing for the item');
  const reasons = touchedItems(call).map(() => ({ Code: 'TransactionConflict' }));
  const message = 'Transaction cancelled, please refer cancellation reasons for specific reasons';
  const __type = `${ERRORS}TransactionCanceledException`;
  return awsAnswer({ __type, message, Message: message, CancellationReasons: reasons }, 400);
}
