import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { estimate } from './estimate';
import { COST_USAGE, type CostOptions, parseCostOptions } from './options';
import { assumptionTable, billTable, priceTable, serviceTable } from './report';

/** The estimate from its command line to its exit code. */
export async function runCost(argv: readonly string[], { terminal }: World): Promise<ExitCode> {
  const parsed = parseCostOptions(argv);
  if (parsed.kind === 'usage') {
    terminal.err(`cost: ${parsed.message}\n\n${COST_USAGE}`);
    return EXIT.failed;
  }
  const lines = parsed.kind === 'help' ? [COST_USAGE] : linesOf(parsed.value);
  lines.forEach((line) => terminal.out(line));
  return EXIT.fine;
}

function linesOf(options: CostOptions): readonly string[] {
  switch (options.kind) {
    case 'prices':
      return priceTable();
    case 'assumptions':
      return assumptionTable();
    case 'bill': {
      const estimates = options.shops.map(estimate);
      return [...serviceTable(estimates), '', ...billTable(estimates)];
    }
  }
}
