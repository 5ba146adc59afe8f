// Loaded with `--import` before aws-lambda-ric: hands it rapid-client.mjs in place of the native addon.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === './rapid-client.node'
      ? { url: new URL('./rapid-client.mjs', import.meta.url).href, format: 'module', shortCircuit: true }
      : nextResolve(specifier, context),
});
