import { MemoryPayments, type MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { type Payments, type Unavailable } from '../../lambdas/domain/payments/payments';
import { type Choices } from './choices';
import { type Actor } from './flight';
import { type Network } from './network';

interface Shared {
  readonly network: Network;
  readonly provider: MemoryProvider;
  readonly choices: Choices;
}

type Answer = { readonly kind: string };

const failed: Unavailable = { kind: 'unavailable', reason: 'the network lost the answer' };

/** Keys to which the provider answered with a 500: it replays that answer for ever, as Stripe does. */
const spoilt = new WeakMap<MemoryProvider, Set<string>>();

function spoiltKeys(provider: MemoryProvider): Set<string> {
  const keys = spoilt.get(provider) ?? new Set();
  spoilt.set(provider, keys);
  return keys;
}

/**
 * The provider as one actor reaches it: calls time out with or without effect, are told to come later (429), or fail
 * with a 500; in an outage they are refused.
 */
export function paymentsOver({ network, provider, choices }: Shared, actor: Actor): Payments {
  const payments = new MemoryPayments(provider);
  const keys = spoiltKeys(provider);
  const call = <T extends Answer>(
    label: string,
    key: string | undefined,
    run: () => Promise<T>,
    mayProcess: boolean,
  ): Promise<T> =>
    network.send<T>({
      actor,
      label: `payments.${label}`,
      writes: !label.startsWith('retrieve'),
      run: async () =>
        network.providerIsOut() || (key !== undefined && keys.has(key)) ? (failed as Answer as T) : run(),
      lost: (_outcome, fate) => {
        if (fate === 'is refused' && key !== undefined) keys.add(key);
        const answer = mayProcess && choices.chance(0.3) ? { kind: 'processing' } : failed;
        return answer as T;
      },
      resent: (answer) => answer,
    });
  return {
    createIntent: (request) =>
      call(
        `createIntent(${request.idempotencyKey})`,
        request.idempotencyKey,
        () => payments.createIntent(request),
        false,
      ),
    confirmIntent: (id, key) =>
      call(`confirmIntent(${id}, ${key})`, key, () => payments.confirmIntent(id, key), true),
    retrieveIntent: (id) => call(`retrieveIntent(${id})`, undefined, () => payments.retrieveIntent(id), true),
    cancelIntent: (id) => call(`cancelIntent(${id})`, undefined, () => payments.cancelIntent(id), true),
    refund: (id, key) => call(`refund(${id}, ${key})`, key, () => payments.refund(id, key), true),
    listCharges: (cursor, filter) => payments.listCharges(cursor, filter),
  };
}
