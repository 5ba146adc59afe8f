import * as path from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

/**
 * No package is left to the runtime, the AWS SDK neither: the version that was tested runs, not the one that the
 * runtime happens to carry. `mainFields` prefers ES modules, of which esbuild leaves out what is not
 * used: a third less to load.
 */
const BUNDLE: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/**
 * Code of a function: the `handler.ts` of its folder with all that it imports, in `index.js`. esbuild makes it in this
 * process; CDK's NodejsFunction starts npx for each function, which takes longer than the bundle.
 */
export function functionCode(lambdasRoot: string, folder: string): Code {
  // CDK bundles a source once for all that name it: the path has to be the function's own.
  return Code.fromAsset(path.join(lambdasRoot, folder), {
    // What was built counts, not its sources: a new version of a package changes it, too.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('not-used'),
      local: {
        tryBundle: (outputDirectory) => {
          bundle(lambdasRoot, folder, path.join(outputDirectory, 'index.js'));
          return true;
        },
      },
    },
  });
}

/**
 * The functions take their credentials from Lambda alone: what the SDK brings for all other ways is a quarter
 * of a bundle.
 */
function bundle(lambdasRoot: string, folder: string, outfile: string): void {
  const credentials = path.join(lambdasRoot, 'adapters/system/lambda-credentials.ts');
  buildSync({
    ...BUNDLE,
    // Said here, so that synthesis does not depend on the directory it is started from.
    absWorkingDir: path.dirname(lambdasRoot),
    entryPoints: [path.join(lambdasRoot, folder, 'handler.ts')],
    alias: { '@aws-sdk/credential-provider-node': credentials },
    outfile,
  });
}
