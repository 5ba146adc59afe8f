// Loaded with `--import` before aws-lambda-ric: hands it rapid-client.mjs in place of the native addon.
import { enableCompileCache, registerHooks } from 'node:module';

// Most of a start is compiling what an earlier environment has compiled; rapid-client.mjs writes it down. Node keeps it
// in the directory for temporary files, by version and user, and takes it only for the very same source.
enableCompileCache();

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === './rapid-client.node'
      ? { url: new URL('./rapid-client.mjs', import.meta.url).href, format: 'module', shortCircuit: true }
      : nextResolve(specifier, context),
});
