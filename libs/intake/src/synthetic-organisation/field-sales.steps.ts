/** One step of the synthetic organisation's process, and how deals fare in it. */
export interface FieldSalesStep {
  readonly key: string;
  readonly title: string;
  readonly purpose: string;
  readonly ownerRole: string;
  readonly people: readonly string[];
  readonly paperwork: readonly string[];
  readonly entry: string;
  readonly exit: string;
  /** Half the deals stay no longer than this many working days. */
  readonly medianDays: number;
  /** Deviation of the logarithm of the stay: how far the slow ones trail behind. */
  readonly spread: number;
  /** Of all deals that get here, how many end here, and how. */
  readonly ends: { readonly lost: number; readonly no_decision: number; readonly disqualified: number };
}

/** From the first word to the order in production's hands. */
export const FIELD_SALES_STEPS = [
  {
    key: 'qualification',
    title: 'Qualification',
    purpose: 'Find out whether there is a need that we can serve',
    ownerRole: 'sales',
    people: ['rep', 'customer contact'],
    paperwork: ['enquiry'],
    entry: 'An enquiry has come in',
    exit: 'Need, budget and date are known',
    medianDays: 2,
    spread: 0.7,
    ends: { lost: 0, no_decision: 0.02, disqualified: 0.1 },
  },
  {
    key: 'discovery',
    title: 'Discovery',
    purpose: 'Understand what the customer wants to achieve and who decides',
    ownerRole: 'sales',
    people: ['rep', 'customer contact', 'decision maker'],
    paperwork: ['requirements'],
    entry: 'The need is qualified',
    exit: 'The customer has confirmed the requirements',
    medianDays: 4,
    spread: 0.7,
    ends: { lost: 0.01, no_decision: 0.03, disqualified: 0.03 },
  },
  {
    key: 'site-survey',
    title: 'Site survey',
    purpose: 'See the place where the equipment will stand',
    ownerRole: 'engineering',
    people: ['engineer', 'customer contact'],
    paperwork: ['survey report'],
    entry: 'Requirements are confirmed',
    exit: 'The survey report is signed',
    medianDays: 6,
    spread: 0.6,
    ends: { lost: 0.01, no_decision: 0.01, disqualified: 0 },
  },
  {
    key: 'solution-design',
    title: 'Solution design',
    purpose: 'Design what answers the requirements',
    ownerRole: 'engineering',
    people: ['engineer', 'rep'],
    paperwork: ['drawing', 'parts list'],
    entry: 'The site is known',
    exit: 'The design is checked by a second engineer',
    medianDays: 7,
    spread: 0.6,
    ends: { lost: 0.01, no_decision: 0.02, disqualified: 0 },
  },
  {
    key: 'quotation',
    title: 'Quotation',
    purpose: 'Say what it costs and when it comes',
    ownerRole: 'sales',
    people: ['rep', 'pricing'],
    paperwork: ['quote'],
    entry: 'The design is checked',
    exit: 'The quote has been sent',
    medianDays: 3,
    spread: 0.5,
    ends: { lost: 0.01, no_decision: 0.01, disqualified: 0 },
  },
  {
    key: 'negotiation',
    title: 'Negotiation',
    purpose: 'Agree on price, scope and terms',
    ownerRole: 'sales',
    people: ['rep', 'decision maker'],
    paperwork: ['quote revision'],
    entry: 'The customer has the quote',
    exit: 'Terms are agreed',
    medianDays: 8,
    spread: 0.9,
    ends: { lost: 0.27, no_decision: 0.12, disqualified: 0 },
  },
  {
    key: 'approval',
    title: 'Approval',
    purpose: 'The customer releases the order on their side',
    ownerRole: 'sales',
    people: ['rep', 'economic buyer'],
    paperwork: ['purchase order'],
    entry: 'Terms are agreed',
    exit: 'The purchase order has come in',
    medianDays: 5,
    spread: 0.8,
    ends: { lost: 0.05, no_decision: 0.06, disqualified: 0 },
  },
  {
    key: 'order-handover',
    title: 'Order handover',
    purpose: 'Give production everything it needs to begin',
    ownerRole: 'sales',
    people: ['rep', 'production planner'],
    paperwork: ['order folder'],
    entry: 'The purchase order has come in',
    exit: 'Production has taken the order over',
    medianDays: 2,
    spread: 0.5,
    ends: { lost: 0, no_decision: 0, disqualified: 0 },
  },
] as const satisfies readonly FieldSalesStep[];

export type StepKey = (typeof FIELD_SALES_STEPS)[number]['key'];

/** What the receiver of each boundary asks for. */
export const FIELD_SALES_HANDOVERS = {
  engineering: { afterStepKey: 'discovery', items: ['requirements', 'contact-on-site', 'load-data'] },
  production: {
    afterStepKey: 'approval',
    items: ['delivery-address', 'parts-list', 'signed-order', 'credit-check'],
  },
} as const;

export type ReceivingTeam = keyof typeof FIELD_SALES_HANDOVERS;
