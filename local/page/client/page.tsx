import { useEffect, useState } from 'preact/hooks';
import { type Overview } from '../shape';
import { Addresses } from './addresses';
import { Alarms } from './alarms';
import { Attention } from './attention-list';
import { Details, type Subject } from './details';
import { inForce } from './faults';
import { FaultPanel } from './fault-panel';
import { Header } from './header';
import { type Live, useLive } from './live';
import { Orders } from './orders';
import { Payments } from './payments';
import { RegionCard } from './region-card';
import { Stock } from './stock';
import { Tiles } from './tiles';
import { Traffic } from './traffic-charts';
import { Work } from './work';

/** The whole page. */
export function Page() {
  const [paused, setPaused] = useState(false);
  const live = useLive(paused);
  const { overview } = live;
  useTitle(live);
  return (
    <>
      <Header live={live} paused={paused} onPause={() => setPaused(!paused)} />
      {overview === null ? <main class="waiting">Looking …</main> : <Dashboard overview={overview} />}
    </>
  );
}

function Dashboard({ overview }: { readonly overview: Overview }) {
  const [subject, setSubject] = useState<Subject | null>(null);
  return (
    <div class="dashboard">
      <main>
        <Attention overview={overview} />
        <Tiles overview={overview} />
        <Traffic overview={overview} />
        <Alarms watch={overview.watch} />
        <section class="regions" aria-label="Regions">
          {overview.regions.map((region) => (
            <RegionCard key={region.region} region={region} at={overview.at} />
          ))}
        </section>
        <Orders overview={overview} onOpen={(orderId) => setSubject({ kind: 'order', orderId })} />
        <div class="columns">
          <Stock overview={overview} onOpen={(sku) => setSubject({ kind: 'sku', sku })} />
          <Payments overview={overview} onOpen={(orderId) => setSubject({ kind: 'order', orderId })} />
        </div>
        <Addresses overview={overview} />
      </main>
      <aside aria-label="Faults and work">
        <FaultPanel overview={overview} />
        <Work />
      </aside>
      {subject && <Details subject={subject} onClose={() => setSubject(null)} />}
    </div>
  );
}

/** A tab among many says whether something is broken on purpose. */
function useTitle({ overview }: Live): void {
  const faults = overview === null ? 0 : inForce(overview.faults).length;
  useEffect(() => {
    document.title = `${faults > 0 ? `(${faults} faults) ` : ''}Holdfast: operator`;
  }, [faults]);
}
