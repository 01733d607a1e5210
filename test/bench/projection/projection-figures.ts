import { type TestServer } from '@gemba/test-support';
import { CpuClock } from '../cpu-clock';
import { createBenchBed } from './bench-bed';
import { type BenchInput } from './bench-input';
import { liveFigures } from './live-figures';
import { rebuildFigures } from './rebuild-figures';
import { tableCosts } from './table-costs';

/** Everything about the tables on one input, which is recorded once, while the projector follows. */
export const projectionFigures = async (
  server: TestServer,
  input: BenchInput,
  note: (name: string, measured: unknown) => void,
): Promise<void> => {
  const bed = await createBenchBed(server);
  const clock = await CpuClock.of(server.adminUrl);
  try {
    note('live', await liveFigures(bed, input, clock));
    note('rebuild', await rebuildFigures(bed, clock));
    note('cost of each table, in CPU µs an event', await tableCosts(bed));
  } finally {
    await bed.drop();
  }
};
