import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const RUNTIME_INTERFACE_CLIENT = createRequire(__filename).resolve('aws-lambda-ric');
const PRELOAD = pathToFileURL(join(__dirname, 'preload.mjs')).href;

/** The command of an execution environment: AWS's runtime interface client under this very Node. */
export function runtimeCommand(memoryMegabytes: number): { file: string; args: string[] } {
  return {
    file: process.execPath,
    args: [`--max-old-space-size=${memoryMegabytes}`, '--import', PRELOAD, RUNTIME_INTERFACE_CLIENT],
  };
}
