/** `npm run bench`: see docs/benchmarks.md. */
import { runBench } from './bench/command';
import { SECTIONS } from './bench/sections';
import { main } from './main';

main((argv, world) => runBench(argv, world, SECTIONS));
