import { App } from 'aws-cdk-lib';
import { addHoldfast } from '../lib/app';
import { configFile, loadConfig } from '../lib/config/load';
import { describeProblems } from '../lib/config/problems';

const app = new App();
const result = loadConfig(
  configFile({
    context: app.node.tryGetContext('config'),
    environment: process.env['HOLDFAST_CONFIG'],
  }),
);
if (result.kind === 'invalid') {
  process.stderr.write(`\n${describeProblems(result.file, result.problems)}\n`);
  // Leaves at once: an app that merely ends would still be synthesized, without any stack.
  process.exit(1);
}
addHoldfast(app, result.config);
