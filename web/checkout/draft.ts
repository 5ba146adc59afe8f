import { type Keep } from '../state/keep';
import { type CheckoutForm, formFrom } from './form';

const NAME = 'checkout';

/** What was typed into the form so far, in this browser tab. */
export const readDraft = (drafts: Keep): CheckoutForm => formFrom(drafts.read(NAME));

export const writeDraft = (drafts: Keep, form: CheckoutForm): void => drafts.write(NAME, form);

/** The next order has the same address, but no coupon can be used twice. */
export const dropCoupon = (drafts: Keep): void => writeDraft(drafts, { ...readDraft(drafts), coupon: '' });
