import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, errorMessage } from '../errors';
import { writeAtomically } from '../files';

const badRow = z.object({
  row: z.int(),
  line: z.int(),
  column: z.string().nullable(),
  found: z.string(),
  allowed: z.string(),
});

const importProgress = z.object({
  version: z.literal(1),
  /** Address of the shop; the same file may go to several. */
  shop: z.string(),
  /** The stock flags, as on the command line. */
  stock: z.string(),
  /** All rows up to this one are done, imported or refused. */
  rowsDone: z.int().nonnegative(),
  imported: z.int().nonnegative(),
  received: z.int().nonnegative(),
  /** Rows that the shop refused; those that the file alone shows to be bad are found again. */
  refused: z.array(badRow),
  /**
   * A product that this import stocked and the units that the shop had received of it then. A shop that
   * shows fewer is another one (a restarted local cloud, for example).
   */
  witness: z.object({ sku: z.string(), received: z.int() }).nullable(),
  finished: z.boolean(),
});

/** How far an import has come, as its progress file keeps it. */
export type ImportProgress = z.infer<typeof importProgress>;

/** What lies at a progress file's place. */
export type StoredProgress =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly progress: ImportProgress }
  /** Half-written or of another version: it tells nothing. */
  | { readonly kind: 'damaged'; readonly why: string };

/** Progress before the first row. */
export function noProgress(shop: string, stock: string): ImportProgress {
  const counts = { rowsDone: 0, imported: 0, received: 0 };
  return { version: 1, shop, stock, ...counts, refused: [], witness: null, finished: false };
}

/** Where the progress of a delivery is kept, below the project's directory. */
export function progressPath(projectDirectory: string, deliveryId: string): string {
  return join(projectDirectory, '.holdfast', 'import', `${deliveryId}.json`);
}

/** Reads a progress file; whatever is wrong with it is a value. */
export async function readProgress(path: string): Promise<StoredProgress> {
  const text = await readIfThere(path);
  if (text === undefined) return { kind: 'none' };
  try {
    const parsed = importProgress.safeParse(JSON.parse(text));
    if (parsed.success) return { kind: 'found', progress: parsed.data };
    return { kind: 'damaged', why: z.prettifyError(parsed.error).replace(/\s+/g, ' ') };
  } catch (error) {
    return { kind: 'damaged', why: errorMessage(error) };
  }
}

/** Replaces a progress file as a whole. */
export async function saveProgress(path: string, progress: ImportProgress): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(progress, null, 2)}\n`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
