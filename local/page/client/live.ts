import { useEffect, useState } from 'preact/hooks';
import { type Overview } from '../shape';

/** Whether what is shown is what is. */
export type Contact = 'waiting' | 'live' | 'paused' | 'lost';

/** The newest overview, and how fresh it is. */
export interface Live {
  readonly overview: Overview | null;
  readonly contact: Contact;
  /** What went wrong while the local cloud looked, in its words. */
  readonly trouble: string | null;
}

/**
 * Follows `/_local/events` while the page is to be seen: a tab in the background costs the local cloud nothing. The
 * browser connects again by itself.
 */
export function useLive(paused: boolean): Live {
  const [live, setLive] = useState<Live>({ overview: null, contact: 'waiting', trouble: null });
  const visible = useVisible();
  useEffect(() => {
    if (paused || !visible) {
      setLive((before) => ({ ...before, contact: before.overview === null ? 'waiting' : 'paused' }));
      return;
    }
    const events = new EventSource('events');
    events.onmessage = ({ data }: MessageEvent<string>) =>
      setLive({ overview: JSON.parse(data) as Overview, contact: 'live', trouble: null });
    events.addEventListener('trouble', ({ data }: MessageEvent<string>) =>
      setLive((before) => ({ ...before, contact: 'live', trouble: String(JSON.parse(data)) })),
    );
    events.onerror = () => setLive((before) => ({ ...before, contact: 'lost' }));
    return () => events.close();
  }, [paused, visible]);
  return live;
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
