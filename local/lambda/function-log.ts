import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Appends what functions write to one file each: `<directory>/<function>.log`. */
export class FunctionLogs {
  private readonly files = new Map<string, WriteStream>();

  constructor(
    private readonly directory: string,
    private readonly onLine: (functionName: string, line: string) => void,
  ) {
    mkdirSync(directory, { recursive: true });
  }

  write(functionName: string, line: string): void {
    this.file(functionName).write(`${line}\n`);
    this.onLine(functionName, line);
  }

  /** Resolves once everything is on disk. */
  async close(): Promise<void> {
    const closing = [...this.files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve)));
    await Promise.all(closing);
  }

  private file(functionName: string): WriteStream {
    const known = this.files.get(functionName);
    if (known !== undefined) return known;
    const file = createWriteStream(join(this.directory, `${functionName}.log`), { flags: 'a' });
    this.files.set(functionName, file);
    return file;
  }
}
