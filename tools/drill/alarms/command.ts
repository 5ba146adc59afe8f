import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thisMachine } from '../../bench/machine';
import { errorCode } from '../../errors';
import { writeAtomically } from '../../files';
import { type World } from '../../world';
import { onLocalShop } from '../frame';
import { type Outcome } from '../regions/command';
import { alarmSection, withSection } from './document';
import { drillAlarms } from './drill';
import { judgeAlarms } from './judge';
import { type AlarmDrillOptions } from './options';
import { type AlarmReport, describeAlarmReport, toAlarmReport } from './report';

/** Drills the alarms, reports, and writes down what was found if asked to. */
export async function runAlarmDrill(options: AlarmDrillOptions, world: World): Promise<Outcome> {
  const record = await onLocalShop(options, world, (ground) => drillAlarms(options, world, ground));
  const date = world.now().toISOString().slice(0, 10);
  const report = toAlarmReport(record, judgeAlarms(record), { date, machine: thisMachine() });
  if (options.write) await write(report, world);
  return {
    ok: report.ok,
    lines: options.json ? [JSON.stringify(report, null, 2)] : describeAlarmReport(report),
  };
}

async function write(report: AlarmReport, { projectDirectory }: World): Promise<void> {
  const path = join(projectDirectory, 'docs', 'alarms.md');
  await writeAtomically(path, withSection(await readOrEmpty(path), alarmSection(report)));
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '# Alarms\n';
    throw error;
  }
}
