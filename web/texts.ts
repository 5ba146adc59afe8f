/**
 * Every text that a shopper reads, so that a translator needs one file. Functions take what is already formatted for
 * the shopper's locale. `problems` has an entry for each code of the API (openapi.yaml) that a shopper may meet.
 */

/** A message with its heading. */
export interface Message {
  readonly title: string;
  readonly text: string;
}

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const texts = {
  shop: {
    name: 'Holdfast',
    tagline: 'Useful things, made to last',
    title: (page: string) => `${page} · Holdfast`,
    testShop: 'Test shop: no card is charged and nothing is sent.',
    skip: 'Skip to content',
    footer:
      'Your order is recorded in two places before we confirm it, and you are never charged twice for it.',
  },

  nav: {
    label: 'Shop',
    home: 'Holdfast, all products',
    cart: 'Cart',
    /** Read after the number of units, by those who do not see what the number is. */
    units: (units: number) => (units === 0 ? '(empty)' : plural(units, 'item', 'items')),
    orders: 'Your orders',
    back: 'All products',
  },

  search: { label: 'Search products', button: 'Search', clear: 'Show all products' },

  products: {
    title: 'All products',
    found: (q: string) => `Results for “${q}”`,
    none: 'Nothing matches. Try a shorter word, or look through all products.',
    empty: 'There is nothing in the shop yet.',
    more: 'Show more products',
    loading: 'Loading products',
    loadingMore: 'Loading more products',
    shown: (count: number) => `${count} ${plural(count, 'product', 'products')} shown`,
  },

  product: {
    loading: 'Loading the product',
    add: 'Add to cart',
    added: (name: string) => `${name} is in your cart.`,
    inCart: (quantity: string) => `${quantity} in your cart`,
    toCart: 'Go to cart',
    item: (sku: string) => `Item ${sku}`,
    availability: { in_stock: 'In stock', low_stock: 'Only a few left', sold_out: 'Sold out' },
    soldOut: 'This is sold out. You may look again later: units of orders that are not paid come back.',
    promise: 'You pay only for what we can send: units are set aside for you before the card is charged.',
    missing: {
      title: 'There is no such product',
      text: 'It may have left the shop. Everything that is on sale is in the list.',
    },
  },

  /** Parts of a page that the shop left out, by their names in `degraded`. */
  degraded: {
    availability: 'We cannot tell how many are left right now. Checkout will tell.',
    reviews: 'Reviews are switched off right now.',
    recommendations: 'Recommendations are switched off right now.',
    other: (part: string) => `A part of this page is switched off right now: ${part}.`,
  },

  quantity: {
    of: (name: string) => `Quantity of ${name}`,
    more: (name: string) => `One more ${name}`,
    less: (name: string) => `One ${name} less`,
  },

  cart: {
    title: 'Your cart',
    empty: 'Your cart is empty.',
    remove: (name: string) => `Remove ${name}`,
    removeShort: 'Remove',
    removed: (name: string) => `${name} was removed.`,
    changed: (name: string, quantity: number) => `${name}: quantity ${quantity}.`,
    each: (price: string) => `${price} each`,
    total: 'Total',
    included: 'Prices are final. There is nothing to add at checkout.',
    checkout: 'Check out',
    checking: 'Checking prices',
    unavailable: 'Not available now',
    unknown_product: 'No longer in the shop. It is left out of your order.',
    other_currency: 'Priced in another currency than the rest. Please order it by itself.',
    keptHere: 'Your cart is kept on this device. We save it in the shop as soon as we reach it.',
  },

  checkout: {
    title: 'Checkout',
    empty: 'There is nothing to order: your cart is empty.',
    contact: 'Contact',
    delivery: 'Delivery',
    payment: 'Payment',
    summary: 'Your order',
    fields: {
      email: 'E-mail',
      name: 'Full name',
      phone: 'Phone',
      address1: 'Address',
      address2: 'Address, second line',
      city: 'Town or city',
      postcode: 'Postcode',
      country: 'Country',
      coupon: 'Coupon code',
      payment: 'Card',
    },
    optional: '(optional)',
    hints: {
      email: 'We send the confirmation here.',
      phone: 'Only for questions about the delivery.',
      coupon: 'We show the new total before anything is charged.',
    },
    wrong: {
      email: 'Enter an e-mail address, like ada@example.com.',
      name: 'Enter the name of who receives the parcel.',
      phone: 'Enter a phone number with digits, spaces and + only, or leave it empty.',
      address1: 'Enter street and number.',
      address2: 'Shorten this line, or leave it empty.',
      city: 'Enter the town or city.',
      postcode: 'Enter the postcode.',
      country: 'Enter the country.',
      coupon: 'We do not know this coupon. Correct it, or leave it empty.',
      payment: 'Choose how to pay.',
    },
    place: (total: string) => `Place order for ${total}`,
    placeTest: 'This is a test: no money moves.',
    again: 'You can press the button once without worry: asking twice never charges twice.',
  },

  payment: {
    testLegend: 'Test card',
    testNote: 'This shop runs in test mode. Choose how the payment should go.',
    methods: {
      pm_card_visa: 'Visa, goes through',
      pm_card_mastercard: 'Mastercard, goes through',
      pm_card_visa_chargeDeclined: 'Visa, is declined',
      pm_card_visa_chargeDeclinedInsufficientFunds: 'Visa, declined for lack of funds',
      pm_card_chargeDeclinedExpiredCard: 'Visa, expired',
    },
    loading: 'Loading the card form',
    failed: 'The card form could not be loaded. Check your connection and load the page again.',
  },

  /** While an order is on its way. */
  sending: {
    first: {
      title: 'Placing your order',
      text: 'Your units are being set aside and your card is charged. This takes a moment.',
    },
    again: {
      title: 'Asking again',
      text: 'We lost the connection and are asking again; you will not be charged twice.',
    },
    unreachable: {
      title: 'We lost the connection',
      text: 'We are asking again by ourselves, for the same order; you will not be charged twice.',
    },
    busy: {
      title: 'The shop is busy',
      text: 'We are asking again by ourselves, for the same order; you will not be charged twice.',
    },
    throttled: {
      title: 'Many people are ordering right now',
      text: 'Your order is next when the time is up; you need not do anything, and you will not be charged twice.',
    },
    queued: {
      title: 'You are in the queue',
      text: 'Keep this page open. We ask for you when it is your turn, and you will not be charged twice.',
    },
    maintenance: {
      title: 'The shop is in maintenance',
      text: 'We keep asking by ourselves until it is back; you will not be charged twice. You may also close this page: the order is kept on this device and goes on when you come back.',
    },
    countdown: (seconds: number) =>
      seconds <= 0 ? 'Asking now' : `Asking again in ${seconds} ${plural(seconds, 'second', 'seconds')}`,
    now: 'Ask now',
    giveUp: 'Stop asking',
    giveUpWarning:
      'The order may have been placed already. If you order again after stopping, you may get and pay for both; look for our e-mail first.',
    giveUpSure: 'Stop, and let me change the order',
    elsewhere: 'Your order is on its way.',
    arrived: 'Your order has arrived at the shop.',
    show: 'Show',
  },

  found: {
    title: 'An order was left unfinished',
    text: (when: string) =>
      `You sent an order ${when}, and this page was closed before the answer came. We can ask what became of it: it is placed now if it was not then, and never twice.`,
    ask: 'Finish that order',
    discard: 'Forget it',
  },

  stock: {
    none: (name: string) => `${name}: sold out`,
    left: (name: string, available: string, requested: string) =>
      `${name}: ${available} left of the ${requested} you asked for`,
    take: 'Take what is left',
    removeAll: 'Remove what is sold out',
    mayReturn: 'Others hold units that may come free. Trying again in a minute may help.',
    tryAgain: 'Try again',
    taken: 'Your order was changed to what is left. Check it, and place it when it suits you.',
  },

  price: {
    newTotal: (total: string, before: string) => `It is now ${total}, and was ${before} when you looked.`,
    coupon: (total: string, off: string) => `Your coupon takes ${off} off. You pay ${total}.`,
    confirm: (total: string) => `Order for ${total}`,
    couponTitle: 'Coupon applied',
  },

  coupon: { drop: 'Take the coupon out' },

  order: {
    title: 'Your order',
    number: (id: string) => `Order ${id}`,
    loading: 'Loading your order',
    lines: 'What you ordered',
    history: 'Progress',
    discount: (code: string) => `Coupon ${code}`,
    /** Headings; the sentence below each is the shop's own, of `message`. */
    status: {
      confirmed: 'Order confirmed',
      payment_pending: 'Order recorded, payment follows',
      stopping: 'Order is being cancelled',
      cancelled: 'Order cancelled',
      refunding: 'Order cancelled, refund on its way',
      refunded: 'Order cancelled and refunded',
    },
    confirmedAdvice: 'We send you an e-mail with the details.',
    pendingAdvice: 'You need not do anything, and need not order again. We write to you when it is paid.',
    steps: {
      payment_pending: 'Recorded, units set aside',
      stopping: 'Cancellation asked for',
      confirmed: 'Paid and confirmed',
      cancelled: 'Cancelled',
      refunding: 'Cancelled, refund asked for',
      refunded: 'Money paid back',
    },
    watching: 'This page updates by itself.',
    stale: 'We cannot reach the shop. This is what we knew last; we keep looking.',
    cancel: 'Cancel order',
    cancelSure: 'Cancel the order? This cannot be undone.',
    cancelYes: 'Yes, cancel it',
    cancelNo: 'Keep it',
    copy: 'Copy the link to this order',
    copied: 'Copied. Whoever has the link can see and cancel the order.',
    changedNote: 'This is the order as you sent it first: it had gone through before you changed it.',
    noToken: {
      title: 'This order is not known on this device',
      text: 'Open it with the full link, as you got it when you ordered.',
    },
  },

  table: { product: 'Product', price: 'Price', times: (quantity: string) => `× ${quantity}` },

  orders: {
    title: 'Your orders',
    empty: 'No order was placed on this device yet.',
    note: 'Orders that were placed or opened on this device.',
  },

  connection: {
    reconnecting: 'We cannot reach the shop and keep trying.',
    offline: 'Your device seems to be offline.',
    maintenance: {
      title: 'The shop is in maintenance',
      text: 'It comes back by itself, and so does this page. Your cart is kept on this device.',
    },
    known: (when: string) => `You see the products as we last saw them, ${when}. Prices may have changed.`,
    nothingYet: 'This cannot be shown right now. It appears here as soon as we reach the shop.',
    back: 'The shop is back.',
  },

  notFound: { title: 'There is no such page', text: 'The address may be mistyped.' },
  failed: { tryAgain: 'Try again', request: (id: string) => `Reference: ${id}` },

  /** By the `code` of a problem. Where no code fits, `unknown`. */
  problems: {
    invalid_request: {
      title: 'Please check what you entered',
      text: 'The fields that need another look are marked.',
    },
    bad_request: {
      title: 'The shop did not understand this',
      text: 'Load the page again and try once more.',
    },
    payment_declined: {
      title: 'Your card was declined',
      text: 'Nothing was charged, and the units went back. Choose another card and place the order again.',
    },
    unknown_product: {
      title: 'A product is no longer in the shop',
      text: 'It is left out of your order now. Nothing was charged.',
    },
    out_of_stock: {
      title: 'There are not enough left',
      text: 'Nothing was ordered, and nothing was charged.',
    },
    price_changed: { title: 'The total has changed', text: 'Nothing was ordered, and nothing was charged.' },
    coupon_used: {
      title: 'This coupon was used already',
      text: 'Nothing was ordered. Take the coupon out to order without it.',
    },
    limit_exceeded: {
      title: 'This is more than one order can hold',
      text: 'Nothing was changed. Take something out first.',
    },
    idempotency_key_reused: {
      title: 'This order was placed before, with other contents',
      text: 'Look for our e-mail before you order again. Placing it again makes a new order.',
    },
    throttled: {
      title: 'Many people are in the shop right now',
      text: 'We look again by ourselves in a moment.',
    },
    queued: {
      title: 'You are in the queue',
      text: 'Keep this page open: we look again by ourselves when it is your turn.',
    },
    feature_suspended: {
      title: 'This is switched off right now',
      text: 'The shop does without it for a while. Everything else works.',
    },
    unauthorized: {
      title: 'This link does not open the order',
      text: 'Use the full link, as you got it when you ordered.',
    },
    order_not_found: {
      title: 'We cannot find this order',
      text: 'The link may be incomplete. Use the full link, as you got it when you ordered.',
    },
    cart_not_found: { title: 'Your cart has expired', text: 'Put something in, and it is there again.' },
    not_cancellable: {
      title: 'This order cannot be cancelled any more',
      text: 'It is on its way to you. Nothing was changed; ask us how to return it.',
    },
    busy: { title: 'The shop is busy', text: 'Please try again in a moment.' },
    store_unavailable: { title: 'We cannot do this right now', text: 'Please try again in a moment.' },
    timeout: { title: 'The answer took too long', text: 'Please try again; nothing happens twice.' },
    internal_error: {
      title: 'Something went wrong on our side',
      text: 'Please try again. If it happens again, tell us the reference.',
    },
    request_too_large: {
      title: 'This is too much for one order',
      text: 'Please split it into several orders.',
    },
    unsupported_media_type: {
      title: 'The shop did not understand this',
      text: 'Load the page again and try once more.',
    },
    missing_authentication: { title: 'There is no such page', text: 'The address may be mistyped.' },
    forbidden: {
      title: 'This was refused',
      text: 'If you did nothing unusual, wait some minutes and load the page again.',
    },
    unreachable: {
      title: 'We cannot reach the shop',
      text: 'Check your connection, or try again in a moment.',
    },
    unknown: {
      title: 'That did not work',
      text: 'Please try again. If it happens again, tell us the reference.',
    },
  } satisfies Record<string, Message>,
} as const;
