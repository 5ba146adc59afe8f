/** The hooks that load the runtime interface client without its native part came with 22.15. */
const NEEDED = [22, 15] as const;

/** What to tell someone whose Node is too old; `undefined` when it will do. */
export function checkNodeVersion(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return (
    `Node ${version} is too old: the local cloud needs ${NEEDED.join('.')} or newer (functions run on 24). ` +
    `On Linux 'npm ci' brings Node 24 along for npm scripts, so start with 'npm start'; ` +
    `elsewhere install it, for example with 'nvm install'.`
  );
}
