import { type DeployPorts, type Ending } from '../../../tools/deploy/ports';
import { FakeBudgets } from '../ops/budget/fake-budgets';

/** What deploying reaches, in memory: commands are recorded and not run. */
export class FakeDeploy implements DeployPorts {
  readonly budgets = new FakeBudgets();
  readonly commands: string[] = [];
  readonly lines: { readonly file: string; readonly line: string }[] = [];
  ending: Ending = { kind: 'exit', code: 0 };
  closed = false;

  async run(command: readonly string[]): Promise<Ending> {
    this.commands.push(command.join(' '));
    return this.ending;
  }

  async who(): Promise<string> {
    return 'Ada';
  }

  appendLine(file: string, line: string): void {
    this.lines.push({ file, line });
  }

  close(): void {
    this.closed = true;
  }
}
