import { execFile, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type BudgetPorts } from '../ops/budget/ports';
import { budgetTable } from '../ops/budget/table';
import { clientSettings, clientsFor } from '../ops/clients';

/** How a command ended. */
export type Ending = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'interrupted' };

/** What deploying reaches outside; tests pass fakes. */
export interface DeployPorts {
  readonly budgets: BudgetPorts;
  /** Runs a command at the terminal, and waits for its end. */
  run(command: readonly string[]): Promise<Ending>;
  /** What the person calls themselves. */
  who(): Promise<string>;
  /** Appends a line to a file, whose directory is made if need be. */
  appendLine(file: string, line: string): void;
  close(): void;
}

/** The ports of a process. */
export function processPorts(): DeployPorts {
  const tables = clientsFor((region) => new DynamoDBClient(clientSettings(region)));
  return {
    budgets: budgetTable((region) => tables.of(region)),
    run: runAtTerminal,
    who: nameOfPerson,
    appendLine: (file, line) => {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${line}\n`);
    },
    close: () => tables.close(),
  };
}

/** The command shares the terminal: CDK asks for approval there, and gets Ctrl-C from it. */
function runAtTerminal([command = '', ...args]: readonly string[]): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(signal === 'SIGINT' ? { kind: 'interrupted' } : { kind: 'exit', code: code ?? 1 }),
    );
  });
}

/**
 * The name under which colleagues know the person from the history, otherwise the name of the account on this machine.
 * No address: the record is for finding whom to ask, and stays for a year.
 */
async function nameOfPerson(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name']);
    return stdout.trim() || userInfo().username;
  } catch {
    return userInfo().username;
  }
}
