import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Template } from '../../../local/assembly/template';
import { scratchDirectory } from '../../support/scratch-directory';

export interface TestStack {
  readonly region: string;
  readonly template: Template;
}

/** Writes a cloud assembly as `cdk synth` does, with one asset, `code.zip`; returns its directory, which goes with the tests. */
export function writeAssembly(stacks: Readonly<Record<string, TestStack>>): string {
  const directory = scratchDirectory();
  const write = (file: string, content: unknown): void =>
    writeFileSync(join(directory, file), JSON.stringify(content));
  const artifacts: Record<string, object> = {
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
  };
  for (const [name, { region, template }] of Object.entries(stacks)) {
    write(`${name}.template.json`, template);
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://unknown-account/${region}`,
      properties: { templateFile: `${name}.template.json` },
    };
  }
  write('assets.json', {
    files: { code: { source: { path: 'asset.code' }, destinations: { here: { objectKey: 'code.zip' } } } },
  });
  write('manifest.json', { version: '48.0.0', artifacts });
  return directory;
}
