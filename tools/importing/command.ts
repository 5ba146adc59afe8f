import { unsuitableKeys } from '../client/credentials';
import { createTransport } from '../client/http';
import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { IMPORT_USAGE, parseImportOptions } from './options';
import { importCatalogue } from './run';

/** The import from its command line to its exit code. */
export async function runImport(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseImportOptions(argv, world.env);
  if (parsed.kind === 'help') return (world.terminal.out(IMPORT_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') {
    world.terminal.err(`import: ${parsed.message}\n\n${IMPORT_USAGE}`);
    return EXIT.failed;
  }
  const remark = unsuitableKeys(parsed.value.target.url, parsed.value.credentials);
  if (remark !== null) world.terminal.err(remark);
  const transport = createTransport();
  try {
    return await importCatalogue(parsed.value, world, transport);
  } finally {
    transport.close();
  }
}
