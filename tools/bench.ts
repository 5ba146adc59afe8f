/** `npm run bench`: see docs/benchmarks.md. */
import { runBench } from './bench/command';
import { main } from './main';

main(runBench);
