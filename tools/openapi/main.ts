import { writeFileSync } from 'node:fs';
import { OPENAPI_FILE, openApiText } from './file';

writeFileSync(OPENAPI_FILE, openApiText());
