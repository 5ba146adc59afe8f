import { type HttpTransport } from '../client/http';
import { type RegionTarget } from '../client/regions';
import { errorMessage } from '../errors';
import { callerPath, type World } from '../world';
import { type Header } from './format';
import { recorded } from './recorder';
import { createHistory } from './writer';

/** What is recorded, and where to. */
export interface RecordingOptions extends Pick<Header, 'tool' | 'newKeys'> {
  /** As on the command line; null records nothing. */
  readonly path: string | null;
  readonly targets: readonly RegionTarget[];
}

/** A transport that records; closing it closes the file as well. Or why there is none. */
export type RecordingResult =
  | { readonly kind: 'ready'; readonly transport: HttpTransport }
  | { readonly kind: 'unwritable'; readonly message: string };

/** Puts a recorder before a transport, where `--history` asks for one. */
export function startRecording(
  transport: HttpTransport,
  { path, targets, tool, newKeys }: RecordingOptions,
  world: World,
): RecordingResult {
  if (path === null) return { kind: 'ready', transport };
  try {
    const startedAt = world.now().toISOString();
    const header = { history: 'holdfast', version: 1, tool, startedAt, newKeys } as const;
    const writer = createHistory(callerPath(world, path), header);
    const start = performance.now();
    const recorder = recorded(transport, { writer, targets, elapsed: () => performance.now() - start });
    return { kind: 'ready', transport: { ...recorder, close: () => (writer.close(), recorder.close()) } };
  } catch (error) {
    return { kind: 'unwritable', message: `cannot write ${path}: ${errorMessage(error)}` };
  }
}
