import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type CloudClock, LONGEST_JUMP_SECONDS, SPEEDS } from '../cloudwatch/clock';
import { sendJson, sendProblem } from '../http/problem';
import { readJson } from './json-request';

const speedSchema = z.strictObject({
  speed: z
    .number({ error: 'a speed is needed' })
    .min(SPEEDS.least, { error: `at least ${SPEEDS.least}` })
    .max(SPEEDS.most, { error: `at most ${SPEEDS.most}` }),
});

const jumpSchema = z.strictObject({
  seconds: z
    .number({ error: 'a number of seconds is needed' })
    .positive({ error: 'more than 0: the clock never goes back' })
    .max(LONGEST_JUMP_SECONDS, { error: `at most ${LONGEST_JUMP_SECONDS}, which is 31 days` }),
});

/** Answers `GET /_local/clock`: CloudWatch's time, and how much faster than real time it runs. */
export function sendClock(clock: CloudClock, response: ServerResponse): void {
  sendJson(response, 200, { now: new Date(clock.now()).toISOString(), speed: clock.speed });
}

/** Answers `PUT /_local/clock`. */
export async function replyToSpeed(
  clock: CloudClock,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = await readJson(request, speedSchema);
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  clock.setSpeed(parsed.value.speed);
  sendClock(clock, response);
}

/** Answers `POST /_local/clock/advance`, once the alarms have been looked at. */
export async function replyToJump(
  clock: CloudClock,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = await readJson(request, jumpSchema);
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  clock.advance(parsed.value.seconds);
  sendClock(clock, response);
}

function refuse(response: ServerResponse, errors: readonly string[]): void {
  sendProblem(response, {
    status: 400,
    code: 'invalid_clock',
    title: 'What was asked of the clock was not understood; it runs on as it did',
    detail:
      `${errors.join('; ')}. PUT /_local/clock takes {"speed": 60} (${SPEEDS.least} to ${SPEEDS.most}), ` +
      'POST /_local/clock/advance {"seconds": 3600}.',
    errors,
  });
}
