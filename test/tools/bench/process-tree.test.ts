import { descendantsOf, parseStat } from '../../../tools/bench/process-tree';

// pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime …
const STAT = '42 (MainThread (x)) S 7 42 7 0 -1 4194304 100 0 0 0 25 5 3 2 20 0 11 0 12345';

it('reads processor time, that of ended children too, whatever the name holds', () => {
  expect(parseStat(STAT)).toEqual({ pid: 42, parent: 7, cpuMs: 350 });
});

it('finds a process and all below it', () => {
  const process = (pid: number, parent: number) => ({ pid, parent, cpuMs: 0 });
  const all = [process(1, 0), process(2, 1), process(3, 2), process(4, 2), process(5, 1), process(6, 3)];

  expect(descendantsOf(2, all).map(({ pid }) => pid)).toEqual([2, 3, 6, 4]);
  expect(descendantsOf(9, all)).toEqual([]);
});
