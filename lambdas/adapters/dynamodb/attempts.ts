import {
  type $Command,
  type DynamoDBClient,
  type DynamoDBClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-dynamodb';
import { saysNotApplied } from './errors';

/** A command of the DynamoDB client. */
export type DynamoDbCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> = $Command<
  I,
  O,
  DynamoDBClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/**
 * How a call ended. `lostCopies` counts the attempts of the SDK whose outcome nobody said (time-out, broken
 * connection, 5xx): each may have been applied, or may yet be. It is finer than `$metadata.attempts`,
 * which also counts attempts that were throttled or met a conflict and so certainly did nothing.
 */
export type Ended<O> =
  | { readonly kind: 'answered'; readonly output: O; readonly lostCopies: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly lostCopies: number };

/** Sends a command (a new one for each call) and counts the copies of it that went missing. */
export async function sendCounting<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  client: DynamoDBClient,
  command: DynamoDbCommand<I, O>,
): Promise<Ended<O>> {
  let lostCopies = 0;
  command.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!saysNotApplied(error)) lostCopies += 1;
        throw error;
      }
    },
    // Innermost of its step: inside the retries, around one attempt with its deserialized answer.
    { step: 'finalizeRequest', priority: 'low', name: 'countLostCopies' },
  );
  try {
    return { kind: 'answered', output: await client.send(command), lostCopies };
  } catch (error) {
    return { kind: 'failed', error, lostCopies };
  }
}
