import { parseStreamName } from '@gemba/sales-process/sales.events';

/** `deal-crm:1` → `crm:1`; null for a stream of another family. */
export const dealIdOfStream = (stream: string): string | null => {
  const name = parseStreamName(stream);
  return name?.family === 'deal' ? name.objectId : null;
};
