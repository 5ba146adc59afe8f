// Stands in for the native addon of aws-lambda-ric (src/native/rapid-client.cc), which is not built
// when install scripts are off. Same contract: `next()` resolves with an invocation, `done` and `error`
// return at once. The addon posts synchronously; here the answer is on its way when `next` asks again.
import { Agent, request } from 'node:http';

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const invocations = '/2018-06-01/runtime/invocation';

let answered = Promise.resolve();

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
