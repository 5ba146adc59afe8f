import { join } from 'node:path';
import { stringify } from 'yaml';
import { openApiDocument } from './document';
import { DESCRIBED_ROUTES } from './routes/routes';

/** Where the document lies: at the top of the repository. */
export const OPENAPI_FILE = join(__dirname, '..', '..', 'openapi.yaml');

const HEAD = '# Made by `npm run openapi` from tools/openapi; a test fails when it is not up to date.\n';

/** What openapi.yaml should hold. */
export function openApiText(): string {
  const document = openApiDocument(DESCRIBED_ROUTES);
  return HEAD + stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });
}
