import { Problem } from '@gemba/platform';

export const unknownDeal = (dealId: string): Problem =>
  new Problem(404, 'deal-unknown', `Nothing is known of a deal ${dealId}.`, {
    field: 'dealId',
    remedy: 'Deal ids read <source>:<native id>; GET /v1/deals lists them. A deal just recorded may need a moment.',
  });
