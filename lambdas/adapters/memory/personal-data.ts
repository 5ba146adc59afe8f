import { CorruptRecord } from '../../domain/errors';
import { type OrderDetails } from '../../domain/orders/order';
import { type PersonalDataStore, type StoredDetails } from '../../domain/personal-data/personal-data';
import { decodeCursor, encodeCursor } from '../cursor';
import { byText, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

const PAGE_SIZE = 100;
const LIST = 'personal-data';

/** `PersonalDataStore` in memory: in order of keys. */
export class MemoryPersonalData implements PersonalDataStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async scan(cursor: string | undefined) {
    return atomically(this.step, 'personalData.scan', () => {
      const after = startOf(cursor);
      const left = [...this.ledger.details.keys()].filter((key) => key > after).sort(byText);
      const found = left.slice(0, PAGE_SIZE).map((key) => this.stored(key));
      const last = found.at(-1)?.key;
      return left.length > PAGE_SIZE && last !== undefined
        ? { found, cursor: encodeCursor(LIST, last) }
        : { found };
    });
  }

  async replace({ key }: StoredDetails, details: OrderDetails): Promise<void> {
    return atomically(this.step, 'personalData.replace', () => void this.ledger.details.set(key, details));
  }

  private stored(key: string): StoredDetails {
    const [, orderId = '', attempt = ''] = /^LINES#(.+)#([^#]+)$/s.exec(key) ?? [];
    return { key, orderId, attempt, details: this.ledger.details.get(key) };
  }
}

function startOf(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [key] = decodeCursor(LIST, cursor) ?? [];
  if (key === undefined) throw new CorruptRecord(`"${cursor}" is no cursor of a scan for personal data.`);
  return key;
}
