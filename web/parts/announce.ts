import { cell } from '../state/cell';

/** What is said aloud. The number makes each announcement new: the same words twice are said twice. */
export const announcement = cell({ text: '', number: 0 });

/** Says a message aloud to those who do not see the page change. */
export function announce(text: string): void {
  announcement.set({ text, number: announcement.get().number + 1 });
}
