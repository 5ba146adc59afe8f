// Stands in for the native addon of aws-lambda-ric (src/native/rapid-client.cc), which is not built
// when install scripts are off. Same contract: `next()` resolves with an invocation, `done` and `error`
// return at once. The addon posts synchronously; here the answer is on its way when `next` asks again.
import { flushCompileCache } from 'node:module';

// An `import` reads every export of the module, and one of `node:http` loads all of undici: 12 ms of each start.
const { Agent, request } = process.getBuiltinModule('node:http');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const invocations = '/2018-06-01/runtime/invocation';

let answered = Promise.resolve();
let invocationsTaken = 0;

/** One HTTP exchange with the Runtime API; resolves with the answer's headers and body. */
function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, method, path, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ headers: response.headers, bodyJson: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Posts without waiting; a Runtime API that is gone means that this environment is being stopped. */
function post(path, body, headers) {
  const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  answered = call('POST', path, body, { ...length, ...headers }).then(
    () => undefined,
    () => process.exit(1),
  );
}

export async function next() {
  await answered;
  // Not before the first one is over: only functions that have run are compiled. An environment ends by being killed.
  if (invocationsTaken === 1) flushCompileCache();
  invocationsTaken += 1;
  return call('GET', `${invocations}/next`);
}

export function done(id, body) {
  post(`${invocations}/${id}/response`, body);
}

/** The addon also takes an X-Ray cause as third argument; there is no X-Ray here. */
export function error(id, body) {
  const { errorType } = JSON.parse(body);
  post(`${invocations}/${id}/error`, body, {
    'lambda-runtime-function-error-type': errorType ?? 'Unhandled',
  });
}
