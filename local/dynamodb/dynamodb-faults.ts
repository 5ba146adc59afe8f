import { setTimeout as delay } from 'node:timers/promises';
import { AwsFault, type AwsCall } from '../endpoint/aws-call';
import { type FaultSource } from '../types';
import { isStrongRead, isWrite } from './request';
import { type Table } from './table';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810';

/** Delays the call or throws in place of the answer, as the faults in force say. */
export async function injectFaults(
  region: string,
  tables: readonly Table[],
  call: AwsCall,
  faults: FaultSource,
  random: () => number,
): Promise<void> {
  const { dynamodb, regions } = faults.current();
  if (dynamodb.latencyMs > 0) await delay(dynamodb.latencyMs);
  if (dynamodb.throttleRate > 0 && random() < dynamodb.throttleRate) {
    throw new AwsFault(
      `${NAMESPACE}#ThrottlingException`,
      'Throughput exceeds the current capacity of your table',
    );
  }
  if (!tables.some(({ consistency }) => consistency === 'strong')) return;
  if (regions[region] === 'isolated') refuseWithoutQuorum(call);
  if (isWrite(call.operation) && dynamodb.conflictRate > 0 && random() < dynamodb.conflictRate) {
    throw new AwsFault(
      `${NAMESPACE}#ReplicatedWriteConflictException`,
      'One or more items in this request are being modified in another Region',
    );
  }
}

/**
 * Without a second Region an MRSC replica serves eventually consistent reads only ("How DynamoDB global
 * tables work"). AWS does not document the error's name; a server error is what a caller must expect.
 */
function refuseWithoutQuorum(call: AwsCall): void {
  if (!isWrite(call.operation) && !isStrongRead(call)) return;
  throw new AwsFault(`${NAMESPACE}#InternalServerError`, 'The Region cannot reach a quorum of replicas', 500);
}
