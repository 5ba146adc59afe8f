import { forget, type ForgetDeps, type Forgotten } from '../domain/personal-data/forget';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { type Telemetry } from '../shared/telemetry/telemetry';
import { parseRequest } from './request';

/** What the function needs. */
export interface ForgetFunction {
  readonly forget: ForgetDeps;
  readonly telemetry: Telemetry;
}

/** What whoever invoked the function is told. `done: false`: the same request with `cursor` goes on. */
export type ForgetAnswer = { readonly error: string } | ({ readonly done: boolean } & Forgotten);

/** Short calls show progress, and let Ctrl-C stop soon. */
const MAX_MS = 10_000;

/**
 * The function behind `npm run ops -- forget`: erases a customer's data from the Ledger for some seconds, and says
 * where it stopped. Whom it was asked to forget stands in no log, no metric and no trace.
 */
export function forgetFunction({
  forget: deps,
  telemetry,
}: ForgetFunction): BackgroundHandler<unknown, ForgetAnswer> {
  return backgroundFunction(telemetry, async (event: unknown) => {
    const parsed = parseRequest(event);
    if ('error' in parsed) return parsed;
    const result = await forget(deps, { ...parsed.request, deadline: deps.clock.now() + MAX_MS });
    const { seen, erased, leftOver, notYet, cursor, waitingFor } = result;
    const figures = { seen, erased: erased.length, leftOver, notYet: notYet.length, waitingFor };
    telemetry.log.info(parsed.request.erase ? 'personal data erased' : 'personal data looked for', figures);
    return { done: cursor === undefined && waitingFor === undefined, ...result };
  });
}
