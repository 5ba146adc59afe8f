import { type EntryLookout } from '../domain/routing/entry';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** One look at the entry, published and, unless it is open, told. What is unclear is no figure. */
export const measuringEntry = (lookout: EntryLookout, telemetry: Telemetry) => async (): Promise<void> => {
  const look = await lookout.look();
  switch (look.kind) {
    case 'open':
      return telemetry.measure('EntryHealthy', 1, 'Count');
    case 'closed':
      telemetry.log.warn("the shop's own address led to no Region", { why: look.why });
      return telemetry.measure('EntryHealthy', 0, 'Count');
    case 'unclear':
      return telemetry.log.warn("the shop's own address turned a look away, which proves nothing", {
        why: look.why,
      });
  }
};
