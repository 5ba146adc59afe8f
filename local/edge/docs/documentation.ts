import { readFile } from 'node:fs/promises';
import { type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Addresses } from './command';
import { readApiDocument } from './document';
import { docsPage } from './page';

/** At the top of the repository. */
const OPENAPI_FILE = join(__dirname, '..', '..', '..', 'openapi.yaml');

/** Nothing is kept and nothing is loaded from elsewhere: what is shown is what the file says now. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

/** Paths that `sendDocumentation` answers. */
export const DOCUMENTATION_PATHS: readonly string[] = ['/docs', '/openapi.yaml'];

/** Answers /docs with the readable pages, and /openapi.yaml with the file itself. */
export async function sendDocumentation(
  path: string,
  response: ServerResponse,
  addresses: Addresses,
): Promise<void> {
  if (path === '/docs') {
    const page = docsPage(await readApiDocument(OPENAPI_FILE), addresses);
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(page);
  } else {
    // RFC 9512 registers the type; browsers show plain text and download what they do not know.
    const text = await readFile(OPENAPI_FILE);
    response.writeHead(200, { ...HEADERS, 'content-type': 'application/yaml; charset=utf-8' }).end(text);
  }
}
